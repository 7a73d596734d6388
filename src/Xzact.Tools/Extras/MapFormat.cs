using Xzact.Tools.Listing;

namespace Xzact.Tools.Extras;

/// <summary>The form of a list that draws each file.</summary>
internal sealed class MapFormat : IListFormat
{
    public string Begin(string name, int number) => "";

    public string File(ListedFile file) => BlockMap.Draw(file);

    public string End(ListTotals totals) => "";
}
