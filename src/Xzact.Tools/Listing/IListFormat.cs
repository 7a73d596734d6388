namespace Xzact.Tools.Listing;

/// <summary>One form of the list.</summary>
internal interface IListFormat
{
    /// <summary>Text before a file is looked at.</summary>
    /// <param name="name">As it is shown.</param>
    /// <param name="number">One for the first operand.</param>
    string Begin(string name, int number);

    /// <summary>Text for a file.</summary>
    string File(ListedFile file);

    /// <summary>Text at the end.</summary>
    string End(ListTotals totals);
}
