/*
 * The interface of liblzma.so.5 as Xzact has it. Written from the documented interface; names, values and layouts are
 * those that every program for liblzma 5.8 was compiled with. SPDX-License-Identifier: 0BSD
 */
#ifndef LZMA_H
#define LZMA_H

#include <stddef.h>
#include <stdint.h>
#include <limits.h>

#ifndef UINT64_C
#	error "a C99 compiler is needed"
#endif

#ifndef LZMA_API_IMPORT
#	define LZMA_API_IMPORT
#endif
#ifndef LZMA_API_CALL
#	define LZMA_API_CALL
#endif
#ifndef LZMA_API
#	define LZMA_API(type) LZMA_API_IMPORT type LZMA_API_CALL
#endif

#ifndef lzma_nothrow
#	if defined(__cplusplus) && __cplusplus >= 201103L
#		define lzma_nothrow noexcept
#	elif defined(__GNUC__)
#		define lzma_nothrow __attribute__((__nothrow__))
#	else
#		define lzma_nothrow
#	endif
#endif

#if defined(__GNUC__)
#	ifndef lzma_attribute
#		define lzma_attribute(attr) __attribute__(attr)
#	endif
#	ifndef lzma_attr_warn_unused_result
#		define lzma_attr_warn_unused_result lzma_attribute((__warn_unused_result__))
#	endif
#else
#	ifndef lzma_attribute
#		define lzma_attribute(attr)
#	endif
#	ifndef lzma_attr_warn_unused_result
#		define lzma_attr_warn_unused_result
#	endif
#endif
#ifndef lzma_attr_pure
#	define lzma_attr_pure lzma_attribute((__pure__))
#endif
#ifndef lzma_attr_const
#	define lzma_attr_const lzma_attribute((__const__))
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define LZMA_H_INTERNAL 1
#include "lzma/version.h"
#include "lzma/base.h"
#include "lzma/vli.h"
#include "lzma/check.h"
#include "lzma/filter.h"
#include "lzma/bcj.h"
#include "lzma/delta.h"
#include "lzma/lzma12.h"
#include "lzma/container.h"
#include "lzma/stream_flags.h"
#include "lzma/block.h"
#include "lzma/index.h"
#include "lzma/index_hash.h"
#include "lzma/hardware.h"
#undef LZMA_H_INTERNAL

#ifdef __cplusplus
}
#endif

#endif
