using System.Runtime.InteropServices;
using Xzact.Format;

namespace Xzact.Liblzma.Interop;

/// <summary><c>lzma_allocator</c>: nmemb is always 1; null members stand for the C library's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaAllocator
{
    public delegate* unmanaged[Cdecl]<void*, nuint, nuint, void*> Alloc;
    public delegate* unmanaged[Cdecl]<void*, void*, void> Free;
    public void* Opaque;
}

/// <summary><c>lzma_stream</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaStream
{
    public byte* NextIn;
    public nuint AvailIn;
    public ulong TotalIn;
    public byte* NextOut;
    public nuint AvailOut;
    public ulong TotalOut;
    public LzmaAllocator* Allocator;
    public HandleBox* Internal;
    public void* ReservedPtr1;
    public void* ReservedPtr2;
    public void* ReservedPtr3;
    public void* ReservedPtr4;
    public ulong SeekPos;
    public ulong ReservedInt2;
    public nuint ReservedInt3;
    public nuint ReservedInt4;
    public uint ReservedEnum1;
    public uint ReservedEnum2;
}

/// <summary><c>lzma_filter</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaFilter
{
    /// <summary>The ID that ends an array.</summary>
    public const ulong End = ulong.MaxValue;

    public ulong Id;
    public void* Options;
}

/// <summary>An array of LZMA2 alone, for <c>&amp;chain.Lzma2</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Lzma2Chain(LzmaOptionsLzma* options)
{
    public LzmaFilter Lzma2 = new() { Id = (ulong)FilterId.Lzma2, Options = options };
    public LzmaFilter End = new() { Id = LzmaFilter.End };
}

/// <summary><c>lzma_options_lzma</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaOptionsLzma
{
    public uint DictSize;
    public byte* PresetDict;
    public uint PresetDictSize;
    public uint Lc;
    public uint Lp;
    public uint Pb;
    public uint Mode;
    public uint NiceLen;
    public uint Mf;
    public uint Depth;
    public uint ExtFlags;
    public uint ExtSizeLow;
    public uint ExtSizeHigh;
    public fixed uint ReservedInt[5];
    public fixed uint ReservedEnum[4];
    public void* ReservedPtr1;
    public void* ReservedPtr2;
}

/// <summary><c>lzma_options_bcj</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LzmaOptionsBcj
{
    public uint StartOffset;
}

/// <summary><c>lzma_options_delta</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaOptionsDelta
{
    public uint Type;
    public uint Dist;
    public fixed uint ReservedInt[4];
    public void* ReservedPtr1;
    public void* ReservedPtr2;
}

/// <summary><c>lzma_mt</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaMt
{
    public uint Flags;
    public uint Threads;
    public ulong BlockSize;
    public uint Timeout;
    public uint Preset;
    public LzmaFilter* Filters;
    public uint Check;
    public fixed uint ReservedEnum[3];
    public fixed uint ReservedInt[4];
    public ulong MemlimitThreading;
    public ulong MemlimitStop;
    public ulong ReservedInt7;
    public ulong ReservedInt8;
    public void* ReservedPtr1;
    public void* ReservedPtr2;
    public void* ReservedPtr3;
    public void* ReservedPtr4;
}

/// <summary><c>lzma_stream_flags</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaStreamFlags
{
    public uint Version;
    public ulong BackwardSize;
    public uint Check;
    public fixed uint ReservedEnum[4];
    public fixed byte ReservedBool[8];
    public fixed uint ReservedInt[2];
}

/// <summary><c>lzma_block</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaBlock
{
    public uint Version;
    public uint HeaderSize;
    public uint Check;
    public ulong CompressedSize;
    public ulong UncompressedSize;
    public LzmaFilter* Filters;
    public fixed byte RawCheck[64];
    public void* ReservedPtr1;
    public void* ReservedPtr2;
    public void* ReservedPtr3;
    public fixed uint ReservedInt[2];
    public fixed ulong ReservedVli[6];
    public fixed uint ReservedEnum[4];
    public byte IgnoreCheck;
    public fixed byte ReservedBool[7];
}

/// <summary><c>lzma_index_iter</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaIndexIter
{
    public LzmaStreamFlags* StreamFlags;
    public void* StreamReservedPtr1;
    public void* StreamReservedPtr2;
    public void* StreamReservedPtr3;
    public ulong StreamNumber;
    public ulong StreamBlockCount;
    public ulong StreamCompressedOffset;
    public ulong StreamUncompressedOffset;
    public ulong StreamCompressedSize;
    public ulong StreamUncompressedSize;
    public ulong StreamPadding;
    public fixed ulong StreamReserved[4];
    public ulong BlockNumberInFile;
    public ulong BlockCompressedFileOffset;
    public ulong BlockUncompressedFileOffset;
    public ulong BlockNumberInStream;
    public ulong BlockCompressedStreamOffset;
    public ulong BlockUncompressedStreamOffset;
    public ulong BlockUncompressedSize;
    public ulong BlockUnpaddedSize;
    public ulong BlockTotalSize;
    public fixed ulong BlockReserved[4];
    public void* BlockReservedPtr1;
    public void* BlockReservedPtr2;
    public void* BlockReservedPtr3;
    public void* BlockReservedPtr4;
    public HandleBox* Index;
    public ulong CurrentStream;
    public ulong CurrentBlock;
    public fixed ulong InternalRest[3];
}
