using System.IO.Compression;

namespace Xzact.Audit.Tool.Demo;

/// <summary>Compresses the demonstration's files with our own codec.</summary>
internal static class DemoCodec
{
    /// <summary>The data as .xz.</summary>
    public static byte[] Compress(byte[] data)
    {
        using MemoryStream output = new();
        using (XzStream stream = new(output, CompressionMode.Compress, leaveOpen: true))
        {
            stream.Write(data);
        }

        return output.ToArray();
    }
}
