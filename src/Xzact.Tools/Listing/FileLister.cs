using Xzact.Coding;
using Xzact.Format;
using Xzact.Reading;
using Xzact.Tools.Coding;
using Xzact.Tools.Extras;
using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Listing;

/// <summary>Lists .xz files from their indexes.</summary>
internal sealed class FileLister(Settings settings, Reporter reporter, int fileCount)
{
    private readonly ListTotals _totals = new();
    private readonly IListFormat _format = settings.Mode == OperationMode.Map ? new MapFormat()
        : settings.Json ? new JsonList(reporter.Verbosity)
        : settings.Robot ? new RobotList(reporter.Verbosity)
        : new TextList(reporter.Verbosity, fileCount);

    private int _number;

    /// <summary>Lists one file, and says so if that fails.</summary>
    /// <param name="name">Its name; null for standard input.</param>
    public void List(string? name)
    {
        _number++;
        if (name is null)
        {
            string option = settings.Mode == OperationMode.Map ? "--map" : "--list";
            reporter.Error($"{option} does not support reading from standard input");
            return;
        }

        reporter.Print(_format.Begin(Printable.Mask(name), _number));
        try
        {
            using SourceFile source = SourceFile.Open(name, settings, bufferSize: 0);
            Sandbox.CloseAfterOpening();
            ListedFile file = Read(source);
            _totals.Add(file.Totals);
            reporter.Print(_format.File(file));
        }
        catch (SkippedException reason)
        {
            reporter.Skipped(reason);
        }
        catch (OutOfMemoryException)
        {
            reporter.Error($"{Printable.Mask(name)}: Cannot allocate memory");
        }
    }

    /// <summary>Ends the list.</summary>
    public void End()
    {
        reporter.Print(_format.End(_totals));
        reporter.EndReport();
    }

    private ListedFile Read(SourceFile source)
    {
        long size = source.Status.Size;
        if (size == 0)
        {
            throw new SkippedException($"{source.ShownName}: File is empty");
        }

        if (size < StreamFormat.HeaderSize + StreamFormat.FooterSize)
        {
            throw new SkippedException($"{source.ShownName}: Too small to be a valid .xz file");
        }

        bool verbose = reporter.Verbosity >= Verbosity.Verbose || settings.Mode == OperationMode.Map;
        long limit = (long)Math.Min(settings.Limits.Decompress, long.MaxValue);
        var reader = new FileIndexReader(size, verbose, limit);
        reader.Run(source.ReadAt);
        XzIndex index = reader.Index ?? throw Failed(source, reader);
        var blocks = new List<BlockDetails>();
        if (reporter.Verbosity >= Verbosity.Debug)
        {
            foreach (XzIndexBlock block in index.Blocks)
            {
                (BlockDetails? details, XzError error) = BlockDetails.Read(source.ReadAt, block);
                blocks.Add(details
                    ?? throw new SkippedException($"{source.ShownName}: {DecoderMessages.Of(error)}"));
            }
        }

        return new ListedFile(source.ShownName, index, blocks) { RawName = source.Name };
    }

    private SkippedException Failed(SourceFile source, FileIndexReader reader)
    {
        Failure failure = reader.Failure!;
        string message = $"{source.ShownName}: {DecoderMessages.Of(failure.Error)}";
        if (failure.Error == XzError.MemoryLimit)
        {
            message += $"\n{Amounts.MemoryNeed((ulong)reader.MemoryNeeded, settings.Limits.Decompress)}";
        }

        return new SkippedException(
            reporter.Verbosity >= Verbosity.Debug ? $"{message}\n{source.ShownName}: {failure.Message}" : message);
    }
}
