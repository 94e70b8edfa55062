#include "model/feeds/recordinghandle.h"

#include <algorithm>
#include <cstring>

namespace gigahall::model {

std::string h5Reason()
{
    std::string reason;
    const H5E_walk2_t keep = [](unsigned, const H5E_error2_t* error, void* to) -> herr_t {
        if (error->desc && *error->desc)
            *static_cast<std::string*>(to) = error->desc;
        return 0;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep, &reason);
    return reason;
}

H5Handle h5TextType(std::size_t bytes)
{
    H5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), std::max<std::size_t>(bytes, 1));
    H5Tset_cset(type.id(), H5T_CSET_UTF8);
    H5Tset_strpad(type.id(), H5T_STR_NULLPAD);
    return type;
}

bool h5WriteText(hid_t object, const char* name, const std::string& text)
{
    const H5Handle type = h5TextType(text.size());
    const H5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const H5Handle attribute(H5Acreate2(object, name, type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    return attribute.isValid() && H5Awrite(attribute.id(), type.id(), text.c_str()) >= 0;
}

std::string h5ReadText(hid_t object, const char* name)
{
    constexpr std::size_t kLongest = 1 << 16;
    if (H5Aexists(object, name) <= 0)
        return {};
    const H5Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose);
    const H5Handle type(attribute.isValid() ? H5Aget_type(attribute.id()) : H5I_INVALID_HID, H5Tclose);
    const H5Handle space(attribute.isValid() ? H5Aget_space(attribute.id()) : H5I_INVALID_HID, H5Sclose);
    if (!type.isValid() || H5Tget_class(type.id()) != H5T_STRING || H5Sget_simple_extent_npoints(space.id()) != 1)
        return {};
    if (H5Tis_variable_str(type.id()) > 0) {
        char* text = nullptr;
        if (H5Aread(attribute.id(), type.id(), &text) < 0 || !text)
            return {};
        std::string copy(text, strnlen(text, kLongest));
        H5free_memory(text);
        return copy;
    }
    const std::size_t size = H5Tget_size(type.id());
    if (size == 0 || size > kLongest)
        return {};
    std::string text(size, '\0');
    if (H5Aread(attribute.id(), type.id(), text.data()) < 0)
        return {};
    text.resize(strnlen(text.data(), size));
    return text;
}

} // namespace gigahall::model
