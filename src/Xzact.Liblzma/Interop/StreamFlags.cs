using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Format;
using Flags = Xzact.Container.StreamFlags;

namespace Xzact.Liblzma.Interop;

/// <summary>stream_flags.h.</summary>
internal static unsafe class StreamFlags
{
    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_header_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet HeaderEncode(LzmaStreamFlags* flags, byte* output)
    {
        if (flags->Version != 0)
        {
            return LzmaRet.OptionsError;
        }

        if (flags->Check >= CheckIdExtensions.Count)
        {
            return LzmaRet.ProgError;
        }

        Flags.WriteHeader(new Span<byte>(output, StreamFormat.HeaderSize), (CheckId)flags->Check);
        return LzmaRet.Ok;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_footer_encode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet FooterEncode(LzmaStreamFlags* flags, byte* output)
    {
        if (flags->Version != 0)
        {
            return LzmaRet.OptionsError;
        }

        if (!IsBackwardSize(flags->BackwardSize) || flags->Check >= CheckIdExtensions.Count)
        {
            return LzmaRet.ProgError;
        }

        Flags.WriteFooter(
            new Span<byte>(output, StreamFormat.FooterSize), (CheckId)flags->Check, flags->BackwardSize);
        return LzmaRet.Ok;
    }

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_header_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet HeaderDecode(LzmaStreamFlags* flags, byte* input) => Border.Call(() =>
    {
        var header = new ReadOnlySpan<byte>(input, StreamFormat.HeaderSize);
        if (Flags.ReadHeader(header, out CheckId check) is { } bad)
        {
            return LzmaErrors.Of(bad.Error);
        }

        flags->Version = 0;
        flags->Check = (uint)check;
        flags->BackwardSize = Vli.Unknown;
        return LzmaRet.Ok;
    });

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_footer_decode", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet FooterDecode(LzmaStreamFlags* flags, byte* input) => Border.Call(() =>
    {
        var footer = new ReadOnlySpan<byte>(input, StreamFormat.FooterSize);
        if (Flags.ReadFooter(footer, out CheckId check, out ulong backwardSize) is { } bad)
        {
            return bad.Offset == StreamFormat.FooterMagicOffset ? LzmaRet.FormatError : LzmaErrors.Of(bad.Error);
        }

        flags->Version = 0;
        flags->Check = (uint)check;
        flags->BackwardSize = backwardSize;
        return LzmaRet.Ok;
    });

    [UnmanagedCallersOnly(EntryPoint = "lzma_stream_flags_compare", CallConvs = [typeof(CallConvCdecl)])]
    public static LzmaRet Compare(LzmaStreamFlags* a, LzmaStreamFlags* b) => CompareFlags(a, b);

    /// <summary>Whether two are alike; with itself, whether one is valid.</summary>
    public static LzmaRet CompareFlags(LzmaStreamFlags* a, LzmaStreamFlags* b)
    {
        if (a->Version != 0 || b->Version != 0)
        {
            return LzmaRet.OptionsError;
        }

        if (a->Check >= CheckIdExtensions.Count || b->Check >= CheckIdExtensions.Count)
        {
            return LzmaRet.ProgError;
        }

        if (a->Check != b->Check)
        {
            return LzmaRet.DataError;
        }

        if (a->BackwardSize == Vli.Unknown || b->BackwardSize == Vli.Unknown)
        {
            return LzmaRet.Ok;
        }

        return !IsBackwardSize(a->BackwardSize) || !IsBackwardSize(b->BackwardSize) ? LzmaRet.ProgError
            : a->BackwardSize == b->BackwardSize ? LzmaRet.Ok
            : LzmaRet.DataError;
    }

    /// <summary>Whether a Backward Size can be stored.</summary>
    private static bool IsBackwardSize(ulong size) =>
        size is >= StreamFormat.BackwardSizeUnit and <= IndexFormat.MaxSize
        && size % StreamFormat.BackwardSizeUnit == 0;
}
