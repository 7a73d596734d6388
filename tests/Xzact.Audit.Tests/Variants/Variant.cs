using Xzact.Audit.Case;
using Xzact.Audit.Tests.Archives;
using Xzact.Audit.Tests.Release;

namespace Xzact.Audit.Tests.Variants;

/// <summary>One way to bring something into a release that its tag does not have; inert, and never run.</summary>
/// <param name="Name">Short name, in the words of the page.</param>
/// <param name="Hides">Where it hides and what is changed.</param>
/// <param name="Rule">The rule that must find it.</param>
/// <param name="Severity">Exactly how severe the finding must be.</param>
/// <param name="Path">What the finding must be about: a path below the top folder, or the archive.</param>
/// <param name="Change">Changes the honest archive.</param>
internal sealed record Variant(
    string Name, string Hides, string Rule, Severity Severity, string Path, Action<VariantArchive> Change)
{
    /// <summary>The path of findings about the archive itself.</summary>
    public const string Archive = "demo-1.0.tar.gz";

    /// <summary>Whether it is of the package of several languages, and not of the Autotools project.</summary>
    public bool IsOfPackage { get; init; }
}

/// <summary>A form that looks like honest practice: what is reported instead, and why not more.</summary>
/// <param name="Name">Short name, in the words of the page.</param>
/// <param name="Hides">Where it hides and what is changed.</param>
/// <param name="Path">The path that the ledger is asked about.</param>
/// <param name="Seen">What the ledger says of the file.</param>
/// <param name="Why">Why it cannot be told from honest practice.</param>
/// <param name="Change">Changes the honest archive.</param>
internal sealed record IndistinctForm(
    string Name, string Hides, string Path, AccountKind Seen, string Why, Action<VariantArchive> Change)
{
    /// <summary>Whether it is a form of the package of several languages.</summary>
    public bool IsOfPackage { get; init; }
}

/// <summary>The honest archive of a project, to be changed the way an attacker would.</summary>
internal sealed class VariantArchive(BaseProject project)
{
    private readonly List<Shipped> _files = [.. project.Honest];

    private string _top = ReleaseFixture.Top;
    private Action<TarBuilder> _end = _ => { };
    private Func<byte[], byte[]> _compress = ReleaseFixture.Gzip;

    public void Add(string path, string content, int mode = 0x1A4) =>
        _files.Add(new(path, content, mode));

    public void AddLink(string path, string target, char type = '2') =>
        _files.Add(new(path, "", Type: type, Link: target));

    public void Change(string path, Func<Shipped, Shipped> change)
    {
        int at = _files.FindIndex(f => f.Path == path);
        Shipped changed = change(_files[at]);
        Assert.NotEqual(_files[at], changed);
        _files[at] = changed;
    }

    /// <summary>Replaces a text that must be there.</summary>
    public void Edit(string path, string from, string to) => Change(
        path, f => f with { Content = f.Content.Replace(from, to, StringComparison.Ordinal) });

    public void Append(string path, string text) => Change(path, f => f with { Content = f.Content + text });

    public void Remove(string path) => Assert.Equal(1, _files.RemoveAll(f => f.Path == path));

    public void First(string path)
    {
        Shipped file = _files.Single(f => f.Path == path);
        _files.Remove(file);
        _files.Insert(0, file);
    }

    /// <summary>Gives the folder around everything another name.</summary>
    public void Under(string top) => _top = top;

    /// <summary>Adds members in a form that no plain archive has.</summary>
    public void Raw(Action<TarBuilder> end) => _end = end;

    /// <summary>Compresses the tar in another way.</summary>
    public void Compressed(Func<byte[], byte[]> compress) => _compress = compress;

    public CaseReport Audit()
    {
        TarBuilder tar = ReleaseFixture.Put(new(), _files, _top);
        _end(tar);
        return project.Audit(_compress(tar.End()));
    }
}
