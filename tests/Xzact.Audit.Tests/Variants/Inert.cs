using System.Text;

namespace Xzact.Audit.Tests.Variants;

/// <summary>
/// All that a variant may carry: one constant sentence, plainly, encoded, or in the smallest container that makes its
/// class recognisable. No maker takes anything else.
/// </summary>
internal static class Inert
{
    /// <summary>The sentence.</summary>
    public const string Sentence = "INERT TEST FIXTURE";

    /// <summary>A script that does nothing.</summary>
    public const string Script = $"#!/bin/sh\n# {Sentence}\nexit 0\n";

    // Our own fence; nothing else has it.
    private const string Fence = "@@DEMO-FENCE@@";

    /// <summary>The sentence many times over, as one long word of Base64.</summary>
    public static string Encoded { get; } = Convert.ToBase64String(
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Sentence + ". ", 20))));

    /// <summary>The header of an ELF file of type ET_NONE, for no machine, and the sentence behind it.</summary>
    public static byte[] Object { get; } =
        [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[57], .. Encoding.ASCII.GetBytes(Sentence)];

    /// <summary>Shell text with the shape of a search for a fence; the shell is told to run nothing.</summary>
    public static string Search { get; } = $"demo_file=`grep -arl '{Fence}' $srcdir/`";

    /// <summary>Shell text with the shape of a decoder; the shell is told to run nothing.</summary>
    public static string Decode { get; } = "tr 'a-m' 'n-z' < tests/data/bad-sum.bin | xz -dc | $SHELL -n";
}
