// The Vulkan loader, compiled once.
#define VOLK_IMPLEMENTATION
#include <volk.h>
