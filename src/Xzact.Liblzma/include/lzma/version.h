/* The version of the interface. SPDX-License-Identifier: 0BSD */
#ifndef LZMA_H_INTERNAL
#	error Include <lzma.h>, never this file alone.
#endif

#define LZMA_VERSION_MAJOR 5
#define LZMA_VERSION_MINOR 8
#define LZMA_VERSION_PATCH 3
#define LZMA_VERSION_STABILITY_ALPHA 0
#define LZMA_VERSION_STABILITY_BETA 1
#define LZMA_VERSION_STABILITY_STABLE 2
#define LZMA_VERSION_STABILITY LZMA_VERSION_STABILITY_STABLE
#ifndef LZMA_VERSION_COMMIT
#	define LZMA_VERSION_COMMIT ""
#endif

/* As a number: XYYYZZZS. */
#define LZMA_VERSION (LZMA_VERSION_MAJOR * UINT32_C(10000000) + LZMA_VERSION_MINOR * UINT32_C(10000) \
	+ LZMA_VERSION_PATCH * UINT32_C(10) + LZMA_VERSION_STABILITY)

#define LZMA_VERSION_STRING "5.8.3"

/* The version that is there at run time. */
extern LZMA_API(uint32_t) lzma_version_number(void) lzma_nothrow lzma_attr_const;
extern LZMA_API(const char *) lzma_version_string(void) lzma_nothrow lzma_attr_const;
