using System.Text;
using Xzact.Format;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Listing;

/// <summary>The list for people: one line a file, or from Verbose on all about each.</summary>
/// <param name="verbosity">From Verbose on Streams and Blocks, from Debug on Block Headers.</param>
/// <param name="fileCount">How many files are to be listed; zero if that is not known.</param>
internal sealed class TextList(Verbosity verbosity, int fileCount) : IListFormat
{
    private const int RuleWidth = 79;
    private const int LabelWidth = 18;

    private bool _hasHeading;

    private bool IsVerbose => verbosity >= Verbosity.Verbose;

    private bool IsDetailed => verbosity >= Verbosity.Debug;

    public string Begin(string name, int number)
    {
        if (!IsVerbose)
        {
            return "";
        }

        string separator = _hasHeading ? "\n" : "";
        _hasHeading = true;
        return $"{separator}{name} ({number}{(fileCount == 0 ? "" : $"/{fileCount}")})\n";
    }

    public string File(ListedFile file)
    {
        if (!IsVerbose)
        {
            string heading = _hasHeading ? "" : "Strms  Blocks   Compressed Uncompressed  Ratio  Check   Filename\n";
            _hasHeading = true;
            return heading + Line(file.Totals, file.Name);
        }

        var text = new StringBuilder();
        AppendSums(text, file.Totals);
        AppendStreams(text, file.Index);
        AppendBlocks(text, file);
        if (IsDetailed)
        {
            AppendNeeds(text, file.Totals);
        }

        return text.ToString();
    }

    public string End(ListTotals totals)
    {
        if (totals.Files < 2)
        {
            return "";
        }

        if (!IsVerbose)
        {
            return new string('-', RuleWidth) + "\n" + Line(totals, $"{totals.Files} files");
        }

        var text = new StringBuilder("\nTotals:\n");
        text.Append(Label("Number of files:")).Append(totals.Files).Append('\n');
        AppendSums(text, totals);
        if (IsDetailed)
        {
            AppendNeeds(text, totals);
        }

        return text.ToString();
    }

    private static string Line(ListTotals totals, string name) =>
        $"{totals.Streams,5} {totals.Blocks,7}  {Amounts.Size(totals.CompressedSize),11}  " +
        $"{Amounts.Size(totals.UncompressedSize),11}  {Ratio(totals),5}  {totals.CheckNames(","),-7} {name}\n";

    private static string Ratio(ListTotals totals) => Amounts.Ratio(totals.CompressedSize, totals.UncompressedSize);

    private static string Label(string label) => "  " + label.PadRight(LabelWidth) + " ";

    private static void AppendSums(StringBuilder text, ListTotals totals) => text
        .Append(Label("Streams:")).Append(totals.Streams).Append('\n')
        .Append(Label("Blocks:")).Append(totals.Blocks).Append('\n')
        .Append(Label("Compressed size:")).Append(Amounts.SizeAndBytes(totals.CompressedSize)).Append('\n')
        .Append(Label("Uncompressed size:")).Append(Amounts.SizeAndBytes(totals.UncompressedSize)).Append('\n')
        .Append(Label("Ratio:")).Append(Ratio(totals)).Append('\n')
        .Append(Label("Check:")).Append(totals.CheckNames(", ")).Append('\n')
        .Append(Label("Stream Padding:")).Append(Amounts.SizeAndBytes(totals.Padding)).Append('\n');

    private static void AppendNeeds(StringBuilder text, ListTotals totals)
    {
        uint version = totals.MinVersion / 10;
        text.Append(Label("Memory needed:")).Append(Amounts.MebibytesUp(totals.Memory)).Append(" MiB\n")
            .Append(Label("Sizes in headers:")).Append(totals.AllSizes ? "Yes\n" : "No\n")
            .Append(Label("Minimum XZ Utils version:"))
            .Append($"{version / 1_000_000}.{version / 1000 % 1000}.{version % 1000}\n");
    }

    private static void AppendStreams(StringBuilder text, XzIndex index)
    {
        text.Append("  Streams:\n    Stream    Blocks      CompOffset    UncompOffset        CompSize      UncompSize" +
            "  Ratio  Check      Padding\n");
        foreach (XzIndexStream stream in index.Streams)
        {
            string ratio = Amounts.Ratio((ulong)stream.CompressedSize, (ulong)stream.UncompressedSize);
            text.Append($"    {stream.Number + 1,6} {stream.BlockCount,9} {stream.CompressedOffset,15} " +
                $"{stream.UncompressedOffset,15} {stream.CompressedSize,15} {stream.UncompressedSize,15}  {ratio,5}  " +
                $"{CheckName.Of(stream.Check),-10} {stream.Padding,7}\n");
        }
    }

    private void AppendBlocks(StringBuilder text, ListedFile file)
    {
        if (file.Index.BlockCount == 0)
        {
            return;
        }

        int checkWidth = CheckWidth(file.Index);
        text.Append("  Blocks:\n    Stream     Block      CompOffset    UncompOffset       TotalSize      UncompSize" +
            "  Ratio  Check");
        if (IsDetailed)
        {
            text.Append("      ").Append("CheckVal".PadRight(checkWidth))
                .Append("  Header  Flags        CompSize    MemUsage  Filters");
        }

        text.Append('\n');
        foreach (ListedBlock block in ListedBlock.All(file))
        {
            string check = CheckName.Of(block.Check);
            text.Append($"    {block.Stream,6} {block.NumberInStream,9} {block.Block.CompressedOffset,15} " +
                $"{block.Block.UncompressedOffset,15} {block.Block.TotalSize,15} {block.Block.UncompressedSize,15}  " +
                $"{block.Ratio,5}  ");
            if (IsDetailed && block.Details is { } details)
            {
                text.Append($"{check,-10} ").Append(details.CheckValue.PadRight(checkWidth))
                    .Append($"  {details.HeaderSize,6}  {details.Flags,-5} {details.CompressedDataSize,15} ")
                    .Append($"{Amounts.MebibytesUp(details.Memory),7} MiB  {details.Filters}\n");
            }
            else
            {
                text.Append(check).Append('\n');
            }
        }
    }

    /// <summary>Columns of the longest check value.</summary>
    private static int CheckWidth(XzIndex index)
    {
        int width = "CheckVal".Length;
        foreach (XzIndexStream stream in index.Streams)
        {
            width = Math.Max(width, 2 * stream.Check.Size());
        }

        return width;
    }
}
