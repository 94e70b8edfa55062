#pragma once

#include "render/vk/device.h"

#include <span>
#include <utility>

namespace gigahall::render {

/// Where a resource lives.
enum class Memory : std::uint8_t
{
    Device, ///< only the device touches it
    Upload, ///< written by the CPU, mapped for good; device-local where the CPU can reach it
    Readback, ///< read by the CPU, cached
};

/// A buffer with memory of its own. Move-only; the device must be idle when it goes (every frame of ours is waited
/// for).
class Buffer
{
public:
    Buffer() = default;
    Buffer(Device& device, std::uint64_t bytes, VkBufferUsageFlags usage, Memory memory, const char* name);
    ~Buffer() { release(); }
    Buffer(Buffer&& other) noexcept { *this = std::move(other); }
    Buffer& operator=(Buffer&& other) noexcept;

    VkBuffer handle() const { return m_buffer; }
    VkDeviceAddress address() const { return m_address; }
    std::uint64_t bytes() const { return m_bytes; }
    void* mapped() const { return m_mapped; }
    /// For shaders to read as texels; the buffer needs VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT. Made once, lives as
    /// long as the buffer.
    VkBufferView texels(VkFormat format);
    template <typename T>
    void write(std::span<const T> values, std::uint64_t offset = 0)
    {
        writeBytes(values.data(), values.size_bytes(), offset);
    }

private:
    Device* m_device = nullptr;
    VkBuffer m_buffer = VK_NULL_HANDLE;
    VkDeviceMemory m_memory = VK_NULL_HANDLE;
    VkBufferView m_texels = VK_NULL_HANDLE;
    VkDeviceAddress m_address = 0;
    std::uint64_t m_bytes = 0;
    void* m_mapped = nullptr;

    void writeBytes(const void* data, std::uint64_t size, std::uint64_t offset);
    void release();
};

/// A 2D image with one view, kept in GENERAL layout (see beginGeneral). Move-only.
class Texture
{
public:
    Texture() = default;
    Texture(Device& device, glm::uvec2 sizePx, VkFormat format, VkImageUsageFlags usage, VkImageAspectFlags aspect,
        const char* name);
    ~Texture() { release(); }
    Texture(Texture&& other) noexcept { *this = std::move(other); }
    Texture& operator=(Texture&& other) noexcept;

    VkImage handle() const { return m_image; }
    VkImageView view() const { return m_view; }
    glm::uvec2 sizePx() const { return m_sizePx; }
    VkImageAspectFlags aspect() const { return m_aspect; }
    bool undefined = true; ///< still in UNDEFINED layout

private:
    Device* m_device = nullptr;
    VkImage m_image = VK_NULL_HANDLE;
    VkImageView m_view = VK_NULL_HANDLE;
    VkDeviceMemory m_memory = VK_NULL_HANDLE;
    glm::uvec2 m_sizePx{0};
    VkImageAspectFlags m_aspect = 0;

    void release();
};

/// Everything written before is visible to everything after, between two stages.
void stageBarrier(VkCommandBuffer cmd, VkPipelineStageFlags2 from, VkPipelineStageFlags2 to);
/// UNDEFINED -> GENERAL, once in an image's life.
void beginGeneral(VkCommandBuffer cmd, Texture& texture);

} // namespace gigahall::render
