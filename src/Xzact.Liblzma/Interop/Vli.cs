using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Container;
using Xzact.Format;

namespace Xzact.Liblzma.Interop;

/// <summary>vli.h: integers of 1 to 9 bytes, in one call or byte by byte.</summary>
internal static unsafe class Vli
{
    /// <summary>A value that nobody knows.</summary>
    public const ulong Unknown = ulong.MaxValue;

    [UnmanagedCallersOnly(EntryPoint = "lzma_vli_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Encode(ulong value, nuint* position, byte* output, nuint* outPosition, nuint outSize) =>
        Write(value, position, output, outPosition, outSize);

    [UnmanagedCallersOnly(EntryPoint = "lzma_vli_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Decode(ulong* value, nuint* position, byte* input, nuint* inPosition, nuint inSize) =>
        Read(value, position, input, inPosition, inSize);

    [UnmanagedCallersOnly(EntryPoint = "lzma_vli_size", CallConvs = [typeof(CallConvCdecl)])]
    public static uint EncodedSize(ulong value) => Size(value);

    /// <summary>Bytes that a value takes; 0 if it is none.</summary>
    public static uint Size(ulong value) => value > MultibyteFormat.MaxValue ? 0 : (uint)Multibyte.Size(value);

    /// <summary>Whether it is a value, or stands for one that nobody knows.</summary>
    public static bool IsValid(ulong value) => value is <= MultibyteFormat.MaxValue or Unknown;

    /// <summary>Writes a value, in one call where <paramref name="position"/> is null.</summary>
    public static LzmaRet Write(ulong value, nuint* position, byte* output, nuint* outPosition, nuint outSize)
    {
        bool isOneCall = position == null;
        nuint first = 0;
        position = isOneCall ? &first : position;
        if (*outPosition >= outSize)
        {
            return isOneCall ? LzmaRet.ProgError : LzmaRet.BufError;
        }

        if (*position >= MultibyteFormat.MaxSize || value > MultibyteFormat.MaxValue)
        {
            return LzmaRet.ProgError;
        }

        value >>= (int)*position * MultibyteFormat.BitsPerByte;
        while (value >= MultibyteFormat.ContinueFlag)
        {
            output[*outPosition] = (byte)(value | MultibyteFormat.ContinueFlag);
            value >>= MultibyteFormat.BitsPerByte;
            ++*position;
            if (++*outPosition == outSize)
            {
                return isOneCall ? LzmaRet.ProgError : LzmaRet.Ok;
            }
        }

        output[*outPosition] = (byte)value;
        ++*outPosition;
        ++*position;
        return isOneCall ? LzmaRet.Ok : LzmaRet.StreamEnd;
    }

    /// <summary>Reads a value, in one call where <paramref name="position"/> is null.</summary>
    public static LzmaRet Read(ulong* value, nuint* position, byte* input, nuint* inPosition, nuint inSize)
    {
        bool isOneCall = position == null;
        nuint first = 0;
        position = isOneCall ? &first : position;
        if (*position == 0)
        {
            *value = 0;
        }

        if (*position >= MultibyteFormat.MaxSize || *value >> ((int)*position * MultibyteFormat.BitsPerByte) != 0)
        {
            return LzmaRet.ProgError;
        }

        if (*inPosition >= inSize)
        {
            return isOneCall ? LzmaRet.DataError : LzmaRet.BufError;
        }

        while (*inPosition < inSize)
        {
            byte next = input[(*inPosition)++];
            *value |= (ulong)(next & ~MultibyteFormat.ContinueFlag) << ((int)*position * MultibyteFormat.BitsPerByte);
            ++*position;
            if ((next & MultibyteFormat.ContinueFlag) == 0)
            {
                return next == 0 && *position > 1 ? LzmaRet.DataError
                    : isOneCall ? LzmaRet.Ok
                    : LzmaRet.StreamEnd;
            }

            if (*position == MultibyteFormat.MaxSize)
            {
                return LzmaRet.DataError;
            }
        }

        return isOneCall ? LzmaRet.DataError : LzmaRet.Ok;
    }
}
