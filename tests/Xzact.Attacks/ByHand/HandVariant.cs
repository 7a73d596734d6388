using System.Text;
using Xzact.Attacks.Fixtures;
using Xzact.Attacks.Trees;

namespace Xzact.Attacks.ByHand;

/// <summary>
/// One way that an attacker may really try, written by hand, apart from the generator; inert as all are.
/// </summary>
/// <param name="Name">A short name.</param>
/// <param name="Tree">The synthetic tree that it changes.</param>
/// <param name="Hope">What the attacker hopes, in one sentence.</param>
/// <param name="Write">Adds and changes files.</param>
public sealed record HandVariant(string Name, string Tree, string Hope, Action<HandFiles> Write)
{
    /// <summary>A script for sh in the tree's root that writes <see cref="Decoded"/>; null if nothing is encoded, or no
    /// shell decodes it.</summary>
    public string? Decode { get; init; }

    /// <summary>What the hidden bytes are.</summary>
    public ReadOnlyMemory<byte> Decoded { get; init; } = HandFiles.Script;

    /// <summary>The variant as a case for one tree.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="tree">The tree it is planted in, the synthetic one of its name.</param>
    public AttackCase For(int number, SourceTree tree)
    {
        var files = new FileSet(tree);
        Write(new(files));
        return new()
        {
            Id = $"h{number:D2} {Name}",
            Seed = 0,
            Axes = null,
            IsAttack = true,
            Files = files.Files,
            Story = Hope,
            VisibleTo = [],
            Payload = Decoded,
            DecodeScript = Decode ?? "",
            UngatedScript = "",
        };
    }
}

/// <summary>The files of a tree, as a variant writes them, and the contents that it may hide.</summary>
public sealed class HandFiles
{
    private readonly FileSet _files;

    internal HandFiles(FileSet files) => _files = files;

    /// <summary>A script that does nothing.</summary>
    public static byte[] Script { get; } =
        Encoding.ASCII.GetBytes($"#!/bin/sh\n# {InertContent.ConstantSentence}\nexit 0\n");

    /// <summary>The header of an ELF file of type ET_NONE, and the sentence.</summary>
    public static byte[] Object { get; } = InertContent.Constant.For(Sink.Link, hasFirstLine: false);

    /// <summary>A comment for make, awk, sed, Perl, Python or CMake.</summary>
    public static byte[] Comment { get; } = InertContent.Constant.For(Sink.EditMakefile, hasFirstLine: false);

    public static byte[] Gzip(byte[] content) => Compression.Compress(CompressedFormat.Gzip, content);

    public static byte[] Xz(byte[] content) => Compression.Compress(CompressedFormat.Xz, content);

    public static byte[] Bzip2(byte[] content) => Compression.Compress(CompressedFormat.Bzip2, content);

    public static string Base64(byte[] content) => Convert.ToBase64String(content);

    /// <summary>Bytes that mean nothing, always the same.</summary>
    public static byte[] Junk(int length) => ByteTransforms.Junk(new(length), length);

    public HandFiles Put(string path, byte[] content)
    {
        _files.Put(path, content);
        return this;
    }

    public HandFiles Put(string path, string text)
    {
        _files.Put(path, text + "\n");
        return this;
    }

    public HandFiles Append(string path, string text)
    {
        _files.Append(path, text + "\n");
        return this;
    }

    /// <summary>Replaces a text that must be there.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public HandFiles Edit(string path, string from, string to)
    {
        string before = _files.Text(path);
        if (!before.Contains(from, StringComparison.Ordinal))
            throw new InvalidOperationException($"{path} has no '{from}'.");
        _files.Put(path, before.Replace(from, to, StringComparison.Ordinal));
        return this;
    }
}
