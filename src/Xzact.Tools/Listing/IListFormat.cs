namespace Xzact.Tools.Listing;

/// <summary>One form of the list.</summary>
internal interface IListFormat
{
    /// <summary>Text for a file.</summary>
    string File(ListedFile file);

    /// <summary>Text at the end.</summary>
    string End(ListTotals totals);
}
