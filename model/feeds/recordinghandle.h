#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

namespace gigahall::model {

/// Owns an identifier of the HDF5 library. Debian's library locks itself: calls may come from any thread.
class H5Handle
{
public:
    using Close = herr_t (*)(hid_t);

    H5Handle() = default;
    H5Handle(hid_t id, Close close)
        : m_id(id)
        , m_close(close)
    {
    }
    H5Handle(H5Handle&& other) noexcept
        : m_id(std::exchange(other.m_id, H5I_INVALID_HID))
        , m_close(other.m_close)
    {
    }
    H5Handle& operator=(H5Handle&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        std::swap(m_close, other.m_close);
        return *this;
    }
    ~H5Handle() { reset(); }

    bool isValid() const { return m_id >= 0; }
    hid_t id() const { return m_id; }
    /// Whether it could be closed; an invalid one can.
    bool reset()
    {
        const hid_t id = std::exchange(m_id, H5I_INVALID_HID);
        return id < 0 || m_close(id) >= 0;
    }

private:
    hid_t m_id = H5I_INVALID_HID;
    Close m_close = nullptr;
};

/// While it lives, the library prints nothing: what goes wrong is said by return values. The library keeps this by
/// thread.
class H5Quiet
{
public:
    H5Quiet()
    {
        H5Eget_auto2(H5E_DEFAULT, &m_print, &m_data);
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    }
    ~H5Quiet() { H5Eset_auto2(H5E_DEFAULT, m_print, m_data); }
    H5Quiet(const H5Quiet&) = delete;
    H5Quiet& operator=(const H5Quiet&) = delete;

private:
    H5E_auto2_t m_print = nullptr;
    void* m_data = nullptr;
};

/// What the library says of the last thing that failed in this thread, where it began; empty = nothing.
std::string h5Reason();

/// Text of a fixed length in UTF-8, padded with NUL: what every reader of HDF5 understands.
H5Handle h5TextType(std::size_t bytes);
bool h5WriteText(hid_t object, const char* name, const std::string& text);
/// Empty where there is no such attribute, or it is no text.
std::string h5ReadText(hid_t object, const char* name);

} // namespace gigahall::model
