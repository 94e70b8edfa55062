#pragma once

#include "render/renderer.h"

#include <volk.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace gigahall::render {

/// A Vulkan call that failed for good; carries the call and its result.
struct VulkanError : std::runtime_error
{
    VulkanError(const char* call, VkResult code);
    VkResult result;
};
/// The device is gone: destroy the Renderer and build a new one from the model.
struct DeviceLost : VulkanError
{
    using VulkanError::VulkanError;
};
void check(VkResult result, const char* call);

/// Instance, physical and logical device and the one queue. Owned by a Renderer; used on its thread.
class Device
{
public:
    explicit Device(const DeviceOptions& options);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    VkInstance instance = VK_NULL_HANDLE;
    VkPhysicalDevice physical = VK_NULL_HANDLE;
    VkDevice handle = VK_NULL_HANDLE;
    VkQueue queue = VK_NULL_HANDLE;
    std::uint32_t queueFamily = 0;
    VkPhysicalDeviceProperties properties{};
    VkPhysicalDeviceMemoryProperties memory{};
    std::string deviceName, driverInfo;
    std::vector<std::string> validationMessages;

    bool isSoftware() const { return properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU; }
    void name(VkObjectType type, std::uint64_t object, const char* text) const;

private:
    VkDebugUtilsMessengerEXT m_messenger = VK_NULL_HANDLE;
    bool m_debugUtils = false;

    void createInstance(const DeviceOptions& options);
    void choosePhysical(const DeviceOptions& options);
    void createDevice(const DeviceOptions& options);
};

} // namespace gigahall::render
