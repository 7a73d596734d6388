using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Tests.Archives.Cpio;

namespace Xzact.Audit.Tests.Archives.Rpm;

/// <summary>Writes a source package as rpmbuild does, or as nobody should: each part can be altered before the digests
/// over it are made, or after.</summary>
internal sealed class RpmBuilder
{
    private const uint SpecFlag = 32;

    private readonly List<(string Name, byte[] Content, int Mode)> _files = [];

    /// <summary>The compression by name, and how it is done.</summary>
    public (string Name, Func<byte[], byte[]> Pack) Compression { get; set; } = ("none", data => data);

    /// <summary>Alters the list of files and the rest of the header before digests are made.</summary>
    public Action<RpmHeaderBuilder>? ChangeHeader { get; set; }

    /// <summary>Alters the signature.</summary>
    public Action<RpmHeaderBuilder>? ChangeSignature { get; set; }

    /// <summary>Alters the lead.</summary>
    public Action<byte[]>? ChangeLead { get; set; }

    /// <summary>Writes another payload than the files make; it gets the files of the package.</summary>
    public Func<CpioBuilder, byte[]>? Payload { get; set; }

    /// <summary>Alters the packed payload after digests were made.</summary>
    public Func<byte[], byte[]>? ChangePacked { get; set; }

    /// <summary>The form of cpio.</summary>
    public string Magic { get; set; } = "070701";

    public RpmBuilder Add(string name, byte[] content, int mode = CpioBuilder.RegularFile)
    {
        _files.Add((name, content, mode));
        return this;
    }

    public RpmBuilder Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content));

    public byte[] Build()
    {
        CpioBuilder cpio = new();
        foreach ((string name, byte[] content, int mode) in _files)
        {
            cpio.Add(name, content, mode, Magic);
        }

        byte[] unpacked = Payload?.Invoke(cpio) ?? cpio.End();
        byte[] packed = Compression.Pack(unpacked);
        RpmHeaderBuilder headerBuilder = Header(packed, unpacked);
        ChangeHeader?.Invoke(headerBuilder);
        byte[] header = headerBuilder.Build();
        byte[] covered = [.. header, .. packed];
#pragma warning disable CA5350, CA5351 // packages state these digests besides others
        RpmHeaderBuilder signatureBuilder = new RpmHeaderBuilder(62)
            .Text(269, Hex(SHA1.HashData(header)))
            .Text(273, Hex(SHA256.HashData(header)))
            .Numbers(1000, (uint)covered.Length)
            .Binary(1004, MD5.HashData(covered))
            .Numbers(1007, (uint)unpacked.Length)
            .Binary(1008, new byte[32]);
#pragma warning restore CA5350, CA5351
        ChangeSignature?.Invoke(signatureBuilder);
        byte[] signature = signatureBuilder.Build();
        byte[] padding = new byte[-signature.Length & 7];
        return [.. Lead(), .. signature, .. padding, .. header, .. ChangePacked?.Invoke(packed) ?? packed];
    }

    private byte[] Lead()
    {
        byte[] lead = new byte[96];
        // Magic, version 3.0, type 1 for sources, architecture 1.
        RpmHeaderBuilder.Hex("edabeedb 0300 0001 0001").CopyTo(lead, 0);
        "demo-1.0-1"u8.CopyTo(lead.AsSpan(10));
        // System 1, signature of kind 5.
        RpmHeaderBuilder.Hex("0001 0005").CopyTo(lead, 76);
        ChangeLead?.Invoke(lead);
        return lead;
    }

    private RpmHeaderBuilder Header(byte[] packed, byte[] unpacked) => new RpmHeaderBuilder(63)
        .Texts(100, "C")
        .Text(1000, "demo").Text(1001, "1.0").Text(1002, "1").Text(1004, "A demonstration", 9)
        .Numbers(1028, [.. _files.Select(f => (uint)f.Content.Length)])
        .Shorts(1030, [.. _files.Select(f => (uint)f.Mode)])
        .Texts(1035, [.. _files.Select(f => Hex(SHA256.HashData(f.Content)))])
        .Texts(1036, [.. _files.Select(_ => "")])
        .Numbers(1037, [.. _files.Select(f => f.Name.EndsWith(".spec", StringComparison.Ordinal) ? SpecFlag : 0)])
        .Numbers(1106, 1)
        .Numbers(1116, [.. _files.Select(_ => 0u)])
        .Texts(1117, [.. _files.Select(f => f.Name)])
        .Texts(1118, "")
        .Text(1124, "cpio").Text(1125, Compression.Name)
        .Numbers(5011, 8)
        .Texts(5092, Hex(SHA256.HashData(packed))).Numbers(5093, 8).Texts(5097, Hex(SHA256.HashData(unpacked)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
