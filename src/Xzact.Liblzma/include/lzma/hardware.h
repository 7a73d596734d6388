/* The machine. SPDX-License-Identifier: 0BSD */
#ifndef LZMA_H_INTERNAL
#	error Include <lzma.h>, never this file alone.
#endif

extern LZMA_API(uint64_t) lzma_physmem(void) lzma_nothrow;
extern LZMA_API(uint32_t) lzma_cputhreads(void) lzma_nothrow;
