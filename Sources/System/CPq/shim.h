#ifndef LUX_CPQ_SHIM_H
#define LUX_CPQ_SHIM_H
#include <libpq-fe.h>
#endif
