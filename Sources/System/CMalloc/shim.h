#ifndef LUX_CMALLOC_SHIM_H
#define LUX_CMALLOC_SHIM_H
// Not in the map of the C library that comes with Swift.
#include <malloc.h>
#endif
