using Xzact.Format;

namespace Xzact.Tools.Listing;

/// <summary>The names of integrity checks.</summary>
internal static class CheckName
{
    /// <summary>The name, also of those that have none.</summary>
    public static string Of(CheckId check) => check switch
    {
        CheckId.None => "None",
        CheckId.Crc32 => "CRC32",
        CheckId.Crc64 => "CRC64",
        CheckId.Sha256 => "SHA-256",
        _ => $"Unknown-{(int)check}",
    };
}
