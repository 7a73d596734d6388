using Xzact.Format;
using Xzact.Tools.Options;

namespace Xzact.Tools.Filters;

/// <summary>The filter chains that options ask for: the default one, and up to nine for block lists.</summary>
internal sealed class Chains
{
    /// <summary>Most filters of a chain.</summary>
    public const int MaxLength = BlockFormat.MaxFilters;

    /// <summary>The default chain and --filters1 to --filters9.</summary>
    public const int Count = 10;

    private readonly IReadOnlyList<ChosenFilter>?[] _chains = new IReadOnlyList<ChosenFilter>?[Count];
    private readonly List<ChosenFilter> _chosen = [];
    private bool _isFromText;

    /// <summary>The preset, 0 to 9, for as long as there is no chain.</summary>
    public int Preset { get; private set; } = XzCompressionOptions.DefaultQuality;

    /// <summary>Whether the preset's slower variant is meant.</summary>
    public bool Extreme { get; private set; }

    /// <summary>The chain with that number; null for the default one where a preset says what it is, and for chains
    /// that were not given.</summary>
    public IReadOnlyList<ChosenFilter>? this[int number] =>
        number > 0 ? _chains[number] : _chosen.Count > 0 ? _chosen : null;

    /// <summary>A preset: earlier chains are forgotten.</summary>
    public void SetPreset(int preset)
    {
        Preset = preset;
        Forget();
    }

    /// <summary>The slower variant of the preset: earlier chains are forgotten.</summary>
    public void SetExtreme()
    {
        Extreme = true;
        Forget();
    }

    /// <summary>One more filter for the default chain; the preset is forgotten.</summary>
    /// <exception cref="UsageException">The chain is full.</exception>
    public void Add(ChosenFilter filter)
    {
        if (_chosen.Count == MaxLength)
        {
            throw new UsageException("Maximum number of filters is four");
        }

        if (_isFromText)
        {
            Forget();
        }

        _chosen.Add(filter);
        ForgetPreset();
    }

    /// <summary>A chain as a text: everything before is forgotten, a filter that is added later begins anew.</summary>
    /// <param name="number">Which chain; zero for the default one.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="UsageException">The text is not valid.</exception>
    public void SetText(int number, string text)
    {
        if (number > 0)
        {
            _chains[number] = FilterText.Parse(number, text, takesLzma1: false);
            return;
        }

        Forget();
        ForgetPreset();
        _isFromText = true;
        _chosen.AddRange(FilterText.Parse(0, text, takesLzma1: true));
    }

    private void Forget()
    {
        _chosen.Clear();
        _isFromText = false;
    }

    private void ForgetPreset()
    {
        Preset = XzCompressionOptions.DefaultQuality;
        Extreme = false;
    }
}
