using System.IO.Compression;

namespace Xzact.Audit.Tool.Demo;

/// <summary>Compresses the demonstration's files.</summary>
internal static class DemoCodec
{
    public static byte[] Compress(byte[] data)
    {
        using MemoryStream output = new();
        using (GZipStream stream = new(output, CompressionMode.Compress, leaveOpen: true))
        {
            stream.Write(data);
        }

        return output.ToArray();
    }
}
