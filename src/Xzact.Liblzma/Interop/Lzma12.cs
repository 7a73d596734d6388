using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xzact.Liblzma.Chains;
using Xzact.Lzma;

namespace Xzact.Liblzma.Interop;

/// <summary>lzma12.h.</summary>
internal static unsafe class Lzma12
{
    private const uint LevelMask = 0x1F;
    private const uint ExtremeFlag = 1U << 31;

    [UnmanagedCallersOnly(EntryPoint = "lzma_mf_is_supported", CallConvs = [typeof(CallConvCdecl)])]
    public static byte HasMatchFinder(uint number) => Chain.IsMatchFinder(number) ? (byte)1 : (byte)0;

    [UnmanagedCallersOnly(EntryPoint = "lzma_mode_is_supported", CallConvs = [typeof(CallConvCdecl)])]
    public static byte HasMode(uint number) => Chain.IsMode(number) ? (byte)1 : (byte)0;

    /// <summary>One means that there is no such preset.</summary>
    [UnmanagedCallersOnly(EntryPoint = "lzma_lzma_preset", CallConvs = [typeof(CallConvCdecl)])]
    public static byte Preset(LzmaOptionsLzma* options, uint preset) => Border.Value(
        () =>
        {
            if (PresetOf(preset) is not { } lzma)
            {
                return (byte)1;
            }

            options->PresetDict = null;
            options->PresetDictSize = 0;
            options->DictSize = lzma.DictionarySize;
            options->Lc = lzma.Lc;
            options->Lp = lzma.Lp;
            options->Pb = lzma.Pb;
            options->Mode = lzma.Mode;
            options->NiceLen = lzma.NiceLength;
            options->Mf = lzma.MatchFinder;
            options->Depth = lzma.Depth;
            return (byte)0;
        },
        (byte)1);

    /// <summary>The options of a preset; null if there is none.</summary>
    public static CallerLzma? PresetOf(uint preset) =>
        (preset & LevelMask) <= XzCompressionOptions.MaxQuality && (preset & ~(LevelMask | ExtremeFlag)) == 0
            ? Chain.Preset(LzmaEncoderOptions.Preset((int)(preset & LevelMask), (preset & ExtremeFlag) != 0))
            : null;
}
