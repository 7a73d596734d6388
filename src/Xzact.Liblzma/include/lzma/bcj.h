/* Branch converters. SPDX-License-Identifier: 0BSD */
#ifndef LZMA_H_INTERNAL
#	error Include <lzma.h>, never this file alone.
#endif

#define LZMA_FILTER_X86 LZMA_VLI_C(0x04)
#define LZMA_FILTER_POWERPC LZMA_VLI_C(0x05)
#define LZMA_FILTER_IA64 LZMA_VLI_C(0x06)
#define LZMA_FILTER_ARM LZMA_VLI_C(0x07)
#define LZMA_FILTER_ARMTHUMB LZMA_VLI_C(0x08)
#define LZMA_FILTER_SPARC LZMA_VLI_C(0x09)
#define LZMA_FILTER_ARM64 LZMA_VLI_C(0x0A)
#define LZMA_FILTER_RISCV LZMA_VLI_C(0x0B)

typedef struct {
	uint32_t start_offset;
} lzma_options_bcj;

/* In place, in one call; the result is the number of bytes that are converted. */
extern LZMA_API(size_t) lzma_bcj_arm64_encode(uint32_t start_offset, uint8_t *buf, size_t size) lzma_nothrow;
extern LZMA_API(size_t) lzma_bcj_arm64_decode(uint32_t start_offset, uint8_t *buf, size_t size) lzma_nothrow;
extern LZMA_API(size_t) lzma_bcj_riscv_encode(uint32_t start_offset, uint8_t *buf, size_t size) lzma_nothrow;
extern LZMA_API(size_t) lzma_bcj_riscv_decode(uint32_t start_offset, uint8_t *buf, size_t size) lzma_nothrow;
extern LZMA_API(size_t) lzma_bcj_x86_encode(uint32_t start_offset, uint8_t *buf, size_t size) lzma_nothrow;
extern LZMA_API(size_t) lzma_bcj_x86_decode(uint32_t start_offset, uint8_t *buf, size_t size) lzma_nothrow;
