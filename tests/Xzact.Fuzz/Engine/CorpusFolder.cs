using System.Security.Cryptography;

namespace Xzact.Fuzz.Engine;

/// <summary>Inputs that led somewhere new, kept in a folder if there is one.</summary>
/// <param name="folder">Where to; null for nowhere.</param>
internal sealed class CorpusFolder(string? folder)
{
    private const int NewestShare = 4;
    private readonly List<byte[]> _inputs = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public int Count => _inputs.Count;

    /// <summary>What to run first: the seeds, and what earlier runs left, in the order of their names.</summary>
    public IEnumerable<byte[]> Begin(IEnumerable<byte[]> seeds)
    {
        byte[][] made = [.. seeds];
        _inputs.AddRange(made);
        _names.UnionWith(made.Select(NameOf));
        IEnumerable<byte[]> carried = folder is not null && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            : [];
        foreach (byte[] input in carried)
        {
            if (_names.Add(NameOf(input)))
            {
                _inputs.Add(input);
            }
        }

        return _inputs.ToArray();
    }

    /// <summary>One of the inputs; half of the time one of the newest.</summary>
    public byte[] Pick(Random random)
    {
        int newest = _inputs.Count - (_inputs.Count / NewestShare);
        return random.Next(2) == 0 && newest < _inputs.Count
            ? _inputs[random.Next(newest, _inputs.Count)]
            : _inputs[random.Next(_inputs.Count)];
    }

    /// <summary>Keeps an input.</summary>
    public void Add(byte[] input)
    {
        string name = NameOf(input);
        if (!_names.Add(name))
        {
            return;
        }

        _inputs.Add(input);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, name), input);
        }
    }

    private static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 10));
}
