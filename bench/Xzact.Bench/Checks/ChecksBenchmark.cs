using BenchmarkDotNet.Attributes;
using Xzact.Checks;
using Xzact.Testing.Interop;

namespace Xzact.Bench.Checks;

/// <summary>The checks over one buffer, ours beside liblzma's.</summary>
public class ChecksBenchmark
{
    private readonly Sha256 _sha256 = new();
    private readonly byte[] _digest = new byte[Sha256.DigestSize];
    private byte[] _data = [];

    [Params(64, 256, 1024, 4096, 65536, 1 << 24)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _data = new byte[Size];
        new Random(1).NextBytes(_data);
    }

    [Benchmark]
    public uint Crc32Ours() => Crc32.Append(0, _data);

    [Benchmark]
    public uint Crc32Table() => Crc32.AppendByTable(0, _data);

    [Benchmark]
    public uint Crc32Liblzma() => SystemLiblzma.Crc32(0, _data);

    [Benchmark]
    public ulong Crc64Ours() => Crc64.Append(0, _data);

    [Benchmark]
    public ulong Crc64Table() => Crc64.AppendByTable(0, _data);

    [Benchmark]
    public ulong Crc64Liblzma() => SystemLiblzma.Crc64(0, _data);

    [Benchmark]
    public byte Sha256Ours()
    {
        _sha256.Reset();
        _sha256.Append(_data);
        _sha256.Finish(_digest);
        return _digest[0];
    }
}
