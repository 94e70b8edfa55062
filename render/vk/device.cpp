#include "render/vk/device.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace gigahall::render {
namespace {

const char* resultName(VkResult result)
{
    switch (result) {
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        return "out of memory";
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        return "out of device memory";
    case VK_ERROR_INITIALIZATION_FAILED:
        return "initialization failed";
    case VK_ERROR_DEVICE_LOST:
        return "device lost";
    case VK_ERROR_LAYER_NOT_PRESENT:
        return "layer not present";
    case VK_ERROR_EXTENSION_NOT_PRESENT:
        return "extension not present";
    case VK_ERROR_FEATURE_NOT_PRESENT:
        return "feature not present";
    case VK_ERROR_INCOMPATIBLE_DRIVER:
        return "incompatible driver";
    default:
        return "error";
    }
}

VKAPI_ATTR VkBool32 VKAPI_CALL onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
    const VkDebugUtilsMessengerCallbackDataEXT* data, void* user)
{
    static_cast<std::vector<std::string>*>(user)->emplace_back(data->pMessage ? data->pMessage : "");
    return VK_FALSE;
}

bool hasInstanceExtension(const char* name)
{
    std::uint32_t count = 0;
    vkEnumerateInstanceExtensionProperties(nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> all(count);
    vkEnumerateInstanceExtensionProperties(nullptr, &count, all.data());
    return std::ranges::any_of(all, [&](const auto& e) { return std::strcmp(e.extensionName, name) == 0; });
}

bool hasLayer(const char* name)
{
    std::uint32_t count = 0;
    vkEnumerateInstanceLayerProperties(&count, nullptr);
    std::vector<VkLayerProperties> all(count);
    vkEnumerateInstanceLayerProperties(&count, all.data());
    return std::ranges::any_of(all, [&](const auto& l) { return std::strcmp(l.layerName, name) == 0; });
}

bool hasDeviceExtension(VkPhysicalDevice physical, const char* name)
{
    std::uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> all(count);
    vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, all.data());
    return std::ranges::any_of(all, [&](const auto& e) { return std::strcmp(e.extensionName, name) == 0; });
}

/// The features the renderer can't do without, as one chain for asking and for enabling.
struct Features
{
    VkPhysicalDeviceFeatures2 core{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};

    Features()
    {
        core.pNext = &v12;
        v12.pNext = &v13;
    }
    Features(const Features&) = delete;
    Features& operator=(const Features&) = delete;
};

/// Empty when the device will do, else what it lacks.
std::string whatIsMissing(VkPhysicalDevice physical, const VkPhysicalDeviceProperties& properties)
{
    if (properties.apiVersion < VK_API_VERSION_1_3)
        return "Vulkan 1.3";
    Features f;
    vkGetPhysicalDeviceFeatures2(physical, &f.core);
    if (!f.v12.bufferDeviceAddress)
        return "buffer device address";
    if (!f.v12.scalarBlockLayout)
        return "scalar block layout";
    if (!f.v13.dynamicRendering || !f.v13.synchronization2 || !f.v13.maintenance4)
        return "dynamic rendering, synchronization2 or maintenance4";
    if (!f.core.features.multiDrawIndirect || !f.core.features.drawIndirectFirstInstance
        || !f.core.features.shaderInt64)
        return "multi-draw indirect or 64-bit integers in shaders";
    if (!hasDeviceExtension(physical, VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME))
        return VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME;
    return {};
}

int rank(VkPhysicalDeviceType type)
{
    switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return 0;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return 1;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return 2;
    default:
        return 3;
    }
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

struct Candidate
{
    VkPhysicalDevice physical;
    VkPhysicalDeviceProperties properties;
    std::string driver, missing;
};

std::vector<Candidate> candidates(VkInstance instance)
{
    std::uint32_t count = 0;
    check(vkEnumeratePhysicalDevices(instance, &count, nullptr), "vkEnumeratePhysicalDevices");
    std::vector<VkPhysicalDevice> devices(count);
    check(vkEnumeratePhysicalDevices(instance, &count, devices.data()), "vkEnumeratePhysicalDevices");
    std::vector<Candidate> all;
    for (auto physical : devices) {
        VkPhysicalDeviceDriverProperties driver{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
        VkPhysicalDeviceProperties2 p{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2};
        p.pNext = &driver;
        vkGetPhysicalDeviceProperties2(physical, &p);
        all.push_back({physical, p.properties, driver.driverInfo, whatIsMissing(physical, p.properties)});
    }
    std::ranges::stable_sort(
        all, {}, [](const Candidate& c) { return std::pair(!c.missing.empty(), rank(c.properties.deviceType)); });
    return all;
}

} // namespace

VulkanError::VulkanError(const char* call, VkResult code)
    : std::runtime_error(std::string(call) + ": " + resultName(code) + " (" + std::to_string(code) + ")")
    , result(code)
{
}

void check(VkResult result, const char* call)
{
    if (result == VK_ERROR_DEVICE_LOST)
        throw DeviceLost(call, result);
    if (result < 0)
        throw VulkanError(call, result);
}

void Device::createInstance(const DeviceOptions& options)
{
    check(volkInitialize(), "no Vulkan loader");
    std::vector<const char*> extensions, layers;
    m_debugUtils = options.validation && hasInstanceExtension(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    if (m_debugUtils)
        extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    if (options.presentation) {
        extensions.push_back(VK_KHR_SURFACE_EXTENSION_NAME);
        extensions.push_back("VK_KHR_xcb_surface");
    }
    const VkValidationFeatureEnableEXT enable[] = {VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT};
    VkValidationFeaturesEXT features{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT};
    features.enabledValidationFeatureCount = 1;
    features.pEnabledValidationFeatures = enable;
    VkDebugUtilsMessengerCreateInfoEXT messenger{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
    messenger.messageSeverity
        = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    messenger.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
    messenger.pfnUserCallback = onMessage;
    messenger.pUserData = &validationMessages;
    if (options.validation) {
        constexpr auto kLayer = "VK_LAYER_KHRONOS_validation";
        if (!hasLayer(kLayer) || !m_debugUtils)
            throw VulkanError("validation was asked for, but the Khronos validation layer is not installed",
                VK_ERROR_LAYER_NOT_PRESENT);
        layers.push_back(kLayer);
    }
    VkApplicationInfo app{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    app.pApplicationName = "Gigahall";
    app.apiVersion = VK_API_VERSION_1_3;
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pNext = options.validation ? &features : nullptr;
    info.pApplicationInfo = &app;
    info.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    info.enabledLayerCount = static_cast<std::uint32_t>(layers.size());
    info.ppEnabledLayerNames = layers.data();
    check(vkCreateInstance(&info, nullptr, &instance), "vkCreateInstance");
    volkLoadInstance(instance);
    if (options.validation)
        check(vkCreateDebugUtilsMessengerEXT(instance, &messenger, nullptr, &m_messenger), "debug messenger");
}

void Device::choosePhysical(const DeviceOptions& options)
{
    std::string seen;
    for (const auto& c : candidates(instance)) {
        const std::string found = c.properties.deviceName;
        seen += (seen.empty() ? "" : "; ") + found + (c.missing.empty() ? "" : " (lacks " + c.missing + ")");
        if (!c.missing.empty() || lower(found).find(lower(options.gpuName)) == std::string::npos)
            continue;
        physical = c.physical;
        properties = c.properties;
        deviceName = found;
        driverInfo = c.driver;
        return;
    }
    const std::string text = "no usable Vulkan 1.3 device"
        + (options.gpuName.empty() ? std::string() : " named like '" + options.gpuName + "'")
        + "; found: " + (seen.empty() ? "none" : seen);
    throw VulkanError(text.c_str(), VK_ERROR_INITIALIZATION_FAILED);
}

void Device::createDevice(const DeviceOptions& options)
{
    std::uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families.data());
    constexpr VkQueueFlags kNeeded = VK_QUEUE_GRAPHICS_BIT | VK_QUEUE_COMPUTE_BIT;
    const auto family = std::ranges::find_if(families, [](auto& f) { return (f.queueFlags & kNeeded) == kNeeded; });
    if (family == families.end())
        throw VulkanError("no queue for graphics and compute", VK_ERROR_INITIALIZATION_FAILED);
    queueFamily = static_cast<std::uint32_t>(family - families.begin());

    const float priority = 1;
    VkDeviceQueueCreateInfo queueInfo{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queueInfo.queueFamilyIndex = queueFamily;
    queueInfo.queueCount = 1;
    queueInfo.pQueuePriorities = &priority;

    Features f;
    f.core.features.multiDrawIndirect = VK_TRUE;
    f.core.features.drawIndirectFirstInstance = VK_TRUE;
    f.core.features.shaderInt64 = VK_TRUE;
    f.v12.bufferDeviceAddress = VK_TRUE;
    f.v12.scalarBlockLayout = VK_TRUE;
    f.v12.hostQueryReset = VK_TRUE;
    f.v13.dynamicRendering = VK_TRUE;
    f.v13.synchronization2 = VK_TRUE;
    f.v13.maintenance4 = VK_TRUE; // glslc writes work group sizes as ids

    std::vector<const char*> extensions{VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME};
    if (options.presentation)
        extensions.push_back(VK_KHR_SWAPCHAIN_EXTENSION_NAME);
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.pNext = &f.core;
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queueInfo;
    info.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    check(vkCreateDevice(physical, &info, nullptr, &handle), "vkCreateDevice");
    volkLoadDevice(handle);
    vkGetDeviceQueue(handle, queueFamily, 0, &queue);
    vkGetPhysicalDeviceMemoryProperties(physical, &memory);
}

Device::Device(const DeviceOptions& options)
{
    try {
        createInstance(options);
        choosePhysical(options);
        createDevice(options);
    } catch (...) {
        this->~Device();
        throw;
    }
}

Device::~Device()
{
    if (handle) {
        vkDeviceWaitIdle(handle);
        vkDestroyDevice(handle, nullptr);
        handle = VK_NULL_HANDLE;
    }
    if (m_messenger)
        vkDestroyDebugUtilsMessengerEXT(instance, m_messenger, nullptr);
    m_messenger = VK_NULL_HANDLE;
    if (instance)
        vkDestroyInstance(instance, nullptr);
    instance = VK_NULL_HANDLE;
}

void Device::name(VkObjectType type, std::uint64_t object, const char* text) const
{
    if (!m_debugUtils)
        return;
    VkDebugUtilsObjectNameInfoEXT info{VK_STRUCTURE_TYPE_DEBUG_UTILS_OBJECT_NAME_INFO_EXT};
    info.objectType = type;
    info.objectHandle = object;
    info.pObjectName = text;
    vkSetDebugUtilsObjectNameEXT(handle, &info);
}

std::vector<GpuInfo> listGpus()
{
    if (volkInitialize() != VK_SUCCESS)
        return {};
    VkApplicationInfo app{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    app.apiVersion = VK_API_VERSION_1_3;
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &app;
    VkInstance instance = VK_NULL_HANDLE;
    if (vkCreateInstance(&info, nullptr, &instance) != VK_SUCCESS)
        return {};
    volkLoadInstance(instance);
    constexpr std::array kTypes{"other", "integrated", "discrete", "virtual", "software"};
    std::vector<GpuInfo> gpus;
    for (const auto& c : candidates(instance)) {
        gpus.push_back({c.properties.deviceName, c.driver, kTypes[std::min<std::size_t>(c.properties.deviceType, 4)],
            c.missing.empty(), c.missing.empty() ? "" : "lacks " + c.missing});
    }
    vkDestroyInstance(instance, nullptr);
    return gpus;
}

} // namespace gigahall::render
