#ifndef LUX_CSTEMMER_H
#define LUX_CSTEMMER_H
#include <libstemmer.h>
#endif
