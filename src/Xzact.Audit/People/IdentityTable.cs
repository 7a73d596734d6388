using Xzact.Audit.Git;

namespace Xzact.Audit.People;

/// <summary>
/// Who is taken for the same contributor: entries with the same address, or with the same name of two words or more.
/// All of it is claims, and one who wants to be two can be. Names stay in here; a case gets numbers.
/// </summary>
internal sealed class IdentityTable
{
    private const int ShortestName = 5;

    private readonly Dictionary<(string Name, string Mail), int> _entries = [];
    private readonly Dictionary<string, int> _byMail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<int> _parents = [];
    private readonly List<(string Name, string Mail)> _texts = [];

    /// <summary>The entry of a name and address; a new one joins those that it is the same contributor as.</summary>
    public int Add(string name, string mail)
    {
        if (_entries.TryGetValue((name, mail), out int known))
        {
            return known;
        }

        int entry = _parents.Count;
        _entries.Add((name, mail), entry);
        _parents.Add(entry);
        _texts.Add((name, mail));
        if (mail.Contains('@', StringComparison.Ordinal) && !IsService(name, mail))
        {
            Join(_byMail, mail, entry);
        }

        if (name.Length >= ShortestName && name.Contains(' ', StringComparison.Ordinal))
        {
            Join(_byName, name, entry);
        }

        return entry;
    }

    /// <summary>The entry of who signed; see <see cref="Add(string, string)"/>.</summary>
    public int Add(GitSignatory who) => Add(who.Name, who.Mail);

    /// <summary>The contributor that an entry belongs to, as the entry that stands for all of theirs. Final only when
    /// all are added.</summary>
    public int Root(int entry)
    {
        while (_parents[entry] != entry)
        {
            _parents[entry] = _parents[_parents[entry]];
            entry = _parents[entry];
        }

        return entry;
    }

    /// <summary>The contributor with an address; null if none has it.</summary>
    public int? FindMail(string mail) => _byMail.TryGetValue(mail, out int entry) ? Root(entry) : null;

    /// <summary>The contributor with a name; null if none has it.</summary>
    public int? FindName(string name) => _byName.TryGetValue(name, out int entry) ? Root(entry) : null;

    /// <summary>The name of an entry, for a terminal.</summary>
    public string NameOf(int entry) => _texts[entry].Name;

    /// <summary>Whether an entry is a program that writes commits.</summary>
    public bool IsProgram(int entry) => _texts[entry].Name.Contains("[bot]", StringComparison.OrdinalIgnoreCase)
        || _texts[entry].Mail.Contains("[bot]", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an entry is a service that commits what somebody pressed a button for.</summary>
    public bool IsService(int entry) => IsService(_texts[entry].Name, _texts[entry].Mail);

    private static bool IsService(string name, string mail) =>
        mail.Equals("noreply@github.com", StringComparison.OrdinalIgnoreCase) || name is "GitHub" or "GitLab";

    private void Join(Dictionary<string, int> known, string key, int entry)
    {
        if (!known.TryAdd(key, entry))
        {
            _parents[Root(entry)] = Root(known[key]);
        }
    }
}
