# German, and the plurals of English. `cmake --build build -t update_translations` collects new strings into the .ts files.
find_package(Qt6 6.4 REQUIRED COMPONENTS LinguistTools Core)
get_target_property(LRELEASE Qt6::lrelease IMPORTED_LOCATION)
get_target_property(LUPDATE Qt6::lupdate IMPORTED_LOCATION)
set(TRANSLATIONS_DIR ${CMAKE_SOURCE_DIR}/resources/translations)
set(TRANSLATIONS_BUILD ${CMAKE_BINARY_DIR}/translations)
set(TRANSLATION_ENTRIES)
set(QM_FILES)
foreach(LANGUAGE de en)
  set(QM ${TRANSLATIONS_BUILD}/gigahall_${LANGUAGE}.qm)
  add_custom_command(OUTPUT ${QM}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${TRANSLATIONS_BUILD}
    COMMAND ${LRELEASE} -silent ${TRANSLATIONS_DIR}/gigahall_${LANGUAGE}.ts -qm ${QM}
    DEPENDS ${TRANSLATIONS_DIR}/gigahall_${LANGUAGE}.ts VERBATIM COMMENT "Translation ${LANGUAGE}")
  list(APPEND QM_FILES ${QM})
  string(APPEND TRANSLATION_ENTRIES "    <file>gigahall_${LANGUAGE}.qm</file>\n")
endforeach()
file(CONFIGURE OUTPUT ${TRANSLATIONS_BUILD}/translations.qrc
  CONTENT "<RCC>\n  <qresource prefix=\"/i18n\">\n${TRANSLATION_ENTRIES}  </qresource>\n</RCC>\n")
add_custom_command(OUTPUT ${TRANSLATIONS_BUILD}/qrc_translations.cpp
  COMMAND Qt6::rcc --name translations ${TRANSLATIONS_BUILD}/translations.qrc -o ${TRANSLATIONS_BUILD}/qrc_translations.cpp
  DEPENDS ${QM_FILES} ${TRANSLATIONS_BUILD}/translations.qrc VERBATIM)
target_sources(gigahall_resources PRIVATE ${TRANSLATIONS_BUILD}/qrc_translations.cpp)

add_custom_target(update_translations
  COMMAND ${LUPDATE} -silent -locations none -I ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/app -ts ${TRANSLATIONS_DIR}/gigahall_de.ts
  COMMAND ${LUPDATE} -silent -locations none -I ${CMAKE_SOURCE_DIR} -pluralonly ${CMAKE_SOURCE_DIR}/app -ts ${TRANSLATIONS_DIR}/gigahall_en.ts
  VERBATIM)
