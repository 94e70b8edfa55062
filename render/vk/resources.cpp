#include "render/vk/resources.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace gigahall::render {
namespace {

/// First memory type that has all of `wanted`, trying the preferences in order.
std::uint32_t memoryType(
    const Device& device, std::uint32_t allowed, std::initializer_list<VkMemoryPropertyFlags> wanted)
{
    for (const auto flags : wanted) {
        for (std::uint32_t i = 0; i < device.memory.memoryTypeCount; ++i) {
            if ((allowed & (1u << i)) && (device.memory.memoryTypes[i].propertyFlags & flags) == flags)
                return i;
        }
    }
    throw VulkanError("no suitable memory type", VK_ERROR_OUT_OF_DEVICE_MEMORY);
}

constexpr VkMemoryPropertyFlags kHost = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;

std::uint32_t memoryType(const Device& device, std::uint32_t allowed, Memory memory)
{
    switch (memory) {
    case Memory::Device:
        return memoryType(device, allowed, {VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, 0});
    case Memory::Upload:
        return memoryType(device, allowed, {kHost | VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT, kHost});
    case Memory::Readback:
        break;
    }
    return memoryType(device, allowed, {kHost | VK_MEMORY_PROPERTY_HOST_CACHED_BIT, kHost});
}

} // namespace

Buffer::Buffer(Device& device, std::uint64_t bytes, VkBufferUsageFlags usage, Memory memory, const char* name)
    : m_device(&device)
    , m_bytes(std::max<std::uint64_t>(bytes, 16))
{
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = m_bytes;
    info.usage = usage | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT;
    check(vkCreateBuffer(device.handle, &info, nullptr, &m_buffer), "vkCreateBuffer");
    VkMemoryRequirements needs;
    vkGetBufferMemoryRequirements(device.handle, m_buffer, &needs);
    VkMemoryAllocateFlagsInfo flags{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO};
    flags.flags = VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT;
    VkMemoryAllocateInfo allocate{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, &flags};
    allocate.allocationSize = needs.size;
    allocate.memoryTypeIndex = memoryType(device, needs.memoryTypeBits, memory);
    check(vkAllocateMemory(device.handle, &allocate, nullptr, &m_memory), name);
    check(vkBindBufferMemory(device.handle, m_buffer, m_memory, 0), "vkBindBufferMemory");
    if (memory != Memory::Device)
        check(vkMapMemory(device.handle, m_memory, 0, VK_WHOLE_SIZE, 0, &m_mapped), "vkMapMemory");
    VkBufferDeviceAddressInfo address{VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO};
    address.buffer = m_buffer;
    m_address = vkGetBufferDeviceAddress(device.handle, &address);
    device.name(VK_OBJECT_TYPE_BUFFER, reinterpret_cast<std::uint64_t>(m_buffer), name);
}

Buffer& Buffer::operator=(Buffer&& other) noexcept
{
    if (this == &other)
        return *this;
    release();
    m_device = std::exchange(other.m_device, nullptr);
    m_buffer = std::exchange(other.m_buffer, VK_NULL_HANDLE);
    m_memory = std::exchange(other.m_memory, VK_NULL_HANDLE);
    m_texels = std::exchange(other.m_texels, VK_NULL_HANDLE);
    m_address = std::exchange(other.m_address, 0);
    m_bytes = std::exchange(other.m_bytes, 0);
    m_mapped = std::exchange(other.m_mapped, nullptr);
    return *this;
}

void Buffer::writeBytes(const void* data, std::uint64_t size, std::uint64_t offset)
{
    if (size == 0)
        return;
    if (!m_mapped || offset + size > m_bytes)
        throw std::logic_error("write outside of a buffer");
    std::memcpy(static_cast<std::byte*>(m_mapped) + offset, data, size);
}

VkBufferView Buffer::texels(VkFormat format)
{
    if (!m_texels) {
        VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
        info.buffer = m_buffer;
        info.format = format;
        info.range = VK_WHOLE_SIZE;
        check(vkCreateBufferView(m_device->handle, &info, nullptr, &m_texels), "vkCreateBufferView");
    }
    return m_texels;
}

void Buffer::release()
{
    if (!m_device)
        return;
    vkDestroyBufferView(m_device->handle, m_texels, nullptr);
    vkDestroyBuffer(m_device->handle, m_buffer, nullptr);
    vkFreeMemory(m_device->handle, m_memory, nullptr);
    m_device = nullptr;
}

Texture::Texture(Device& device, glm::uvec2 sizePx, VkFormat format, VkImageUsageFlags usage, VkImageAspectFlags aspect,
    const char* name)
    : m_device(&device)
    , m_sizePx(sizePx)
    , m_aspect(aspect)
{
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.imageType = VK_IMAGE_TYPE_2D;
    info.format = format;
    info.extent = {sizePx.x, sizePx.y, 1};
    info.mipLevels = 1;
    info.arrayLayers = 1;
    info.samples = VK_SAMPLE_COUNT_1_BIT;
    info.usage = usage;
    check(vkCreateImage(device.handle, &info, nullptr, &m_image), "vkCreateImage");
    VkMemoryRequirements needs;
    vkGetImageMemoryRequirements(device.handle, m_image, &needs);
    VkMemoryAllocateInfo allocate{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocate.allocationSize = needs.size;
    allocate.memoryTypeIndex = memoryType(device, needs.memoryTypeBits, Memory::Device);
    check(vkAllocateMemory(device.handle, &allocate, nullptr, &m_memory), name);
    check(vkBindImageMemory(device.handle, m_image, m_memory, 0), "vkBindImageMemory");
    VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    view.image = m_image;
    view.viewType = VK_IMAGE_VIEW_TYPE_2D;
    view.format = format;
    view.subresourceRange = {aspect, 0, 1, 0, 1};
    check(vkCreateImageView(device.handle, &view, nullptr, &m_view), "vkCreateImageView");
    device.name(VK_OBJECT_TYPE_IMAGE, reinterpret_cast<std::uint64_t>(m_image), name);
}

Texture& Texture::operator=(Texture&& other) noexcept
{
    if (this == &other)
        return *this;
    release();
    m_device = std::exchange(other.m_device, nullptr);
    m_image = std::exchange(other.m_image, VK_NULL_HANDLE);
    m_view = std::exchange(other.m_view, VK_NULL_HANDLE);
    m_memory = std::exchange(other.m_memory, VK_NULL_HANDLE);
    m_sizePx = std::exchange(other.m_sizePx, glm::uvec2(0));
    m_aspect = other.m_aspect;
    undefined = std::exchange(other.undefined, true);
    return *this;
}

void Texture::release()
{
    if (!m_device)
        return;
    vkDestroyImageView(m_device->handle, m_view, nullptr);
    vkDestroyImage(m_device->handle, m_image, nullptr);
    vkFreeMemory(m_device->handle, m_memory, nullptr);
    m_device = nullptr;
}

void stageBarrier(VkCommandBuffer cmd, VkPipelineStageFlags2 from, VkPipelineStageFlags2 to)
{
    VkMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
    barrier.srcStageMask = from;
    barrier.srcAccessMask = VK_ACCESS_2_MEMORY_WRITE_BIT;
    barrier.dstStageMask = to;
    barrier.dstAccessMask = VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT;
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.memoryBarrierCount = 1;
    info.pMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(cmd, &info);
}

void beginGeneral(VkCommandBuffer cmd, Texture& texture)
{
    if (!texture.undefined)
        return;
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.srcStageMask = VK_PIPELINE_STAGE_2_NONE;
    barrier.dstStageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    barrier.dstAccessMask = VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT;
    barrier.oldLayout = VK_IMAGE_LAYOUT_UNDEFINED;
    barrier.newLayout = VK_IMAGE_LAYOUT_GENERAL;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = texture.handle();
    barrier.subresourceRange = {texture.aspect(), 0, 1, 0, 1};
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.imageMemoryBarrierCount = 1;
    info.pImageMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(cmd, &info);
    texture.undefined = false;
}

} // namespace gigahall::render
