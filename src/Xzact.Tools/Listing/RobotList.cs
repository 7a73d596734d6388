using System.Text;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Listing;

/// <summary>The list for programs: rows of columns between tabs; the first column says what the row is about.</summary>
/// <param name="verbosity">From Verbose on Streams and Blocks, from Debug on Block Headers.</param>
internal sealed class RobotList(Verbosity verbosity) : IListFormat
{
    private bool IsDetailed => verbosity >= Verbosity.Debug;

    public string Begin(string name, int number) => "";

    public string File(ListedFile file)
    {
        var text = new StringBuilder();
        ListTotals totals = file.Totals;
        text.Append($"name\t{file.Name}\nfile\t").Append(Columns(totals)).Append('\n');
        if (verbosity >= Verbosity.Verbose)
        {
            AppendStreams(text, file.Index);
            AppendBlocks(text, file);
        }

        if (IsDetailed)
        {
            text.Append("summary\t").Append(Needs(totals)).Append('\n');
        }

        return text.ToString();
    }

    public string End(ListTotals totals) =>
        $"totals\t{Columns(totals)}\t{totals.Files}" + (IsDetailed ? $"\t{Needs(totals)}" : "") + "\n";

    private static void AppendStreams(StringBuilder text, XzIndex index)
    {
        foreach (XzIndexStream stream in index.Streams)
        {
            string ratio = Amounts.Ratio((ulong)stream.CompressedSize, (ulong)stream.UncompressedSize);
            text.Append($"stream\t{stream.Number + 1}\t{stream.BlockCount}\t{stream.CompressedOffset}\t" +
                $"{stream.UncompressedOffset}\t{stream.CompressedSize}\t{stream.UncompressedSize}\t{ratio}\t" +
                $"{CheckName.Of(stream.Check)}\t{stream.Padding}\n");
        }
    }

    private void AppendBlocks(StringBuilder text, ListedFile file)
    {
        foreach (ListedBlock block in ListedBlock.All(file))
        {
            text.Append($"block\t{block.Stream}\t{block.NumberInStream}\t{block.Number}\t" +
                $"{block.Block.CompressedOffset}\t{block.Block.UncompressedOffset}\t{block.Block.TotalSize}\t" +
                $"{block.Block.UncompressedSize}\t{block.Ratio}\t{CheckName.Of(block.Check)}");
            if (IsDetailed && block.Details is { } details)
            {
                text.Append($"\t{details.CheckValue}\t{details.HeaderSize}\t{details.Flags}\t" +
                    $"{details.CompressedDataSize}\t{details.Memory}\t{details.Filters}");
            }

            text.Append('\n');
        }
    }

    private static string Columns(ListTotals totals) =>
        $"{totals.Streams}\t{totals.Blocks}\t{totals.CompressedSize}\t{totals.UncompressedSize}\t" +
        $"{Amounts.Ratio(totals.CompressedSize, totals.UncompressedSize)}\t{totals.CheckNames(",")}\t{totals.Padding}";

    private static string Needs(ListTotals totals) =>
        $"{totals.Memory}\t{(totals.AllSizes ? "yes" : "no")}\t{totals.MinVersion}";
}
