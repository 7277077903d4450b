#ifndef LUX_CHIREDIS_SHIM_H
#define LUX_CHIREDIS_SHIM_H
#include <hiredis/hiredis.h>
#endif
