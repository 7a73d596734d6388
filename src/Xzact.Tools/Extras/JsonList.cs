using System.Buffers;
using System.Text;
using System.Text.Json;
using Xzact.Tools.Listing;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Extras;

/// <summary>
/// The list as JSON: one object with "files" and "totals"; streams from Verbose on, headers of Blocks from Debug on.
/// Offsets and sizes are bytes. A name that is no valid UTF-8 has "nameBytes" too, in hexadecimal digits.
/// </summary>
/// <param name="verbosity">How much is told.</param>
internal sealed class JsonList(Verbosity verbosity) : IListFormat, IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private Utf8JsonWriter? _writer;

    private Utf8JsonWriter Writer
    {
        get
        {
            if (_writer is null)
            {
                _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Indented = true });
                _writer.WriteStartObject();
                _writer.WriteStartArray("files");
            }

            return _writer;
        }
    }

    public string Begin(string name, int number) => "";

    public string File(ListedFile file)
    {
        Writer.WriteStartObject();
        WriteName(file.RawName);
        WriteSums(file.Totals);
        if (verbosity >= Verbosity.Verbose)
        {
            WriteStreams(file.Index);
            WriteBlocks(file);
        }

        Writer.WriteEndObject();
        return Flush();
    }

    public string End(ListTotals totals)
    {
        Writer.WriteEndArray();
        Writer.WriteStartObject("totals");
        Writer.WriteNumber("files", totals.Files);
        WriteSums(totals);
        Writer.WriteEndObject();
        Writer.WriteEndObject();
        return Flush() + "\n";
    }

    public void Dispose() => _writer?.Dispose();

    private void WriteName(string name)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(name);
        string text = Encoding.UTF8.GetString(bytes);
        Writer.WriteString("name", text);
        if (!Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes))
        {
            Writer.WriteString("nameBytes", Convert.ToHexStringLower(bytes));
        }
    }

    private void WriteSums(ListTotals totals)
    {
        Writer.WriteNumber("streams", totals.Streams);
        Writer.WriteNumber("blocks", totals.Blocks);
        Writer.WriteNumber("compressedSize", totals.CompressedSize);
        Writer.WriteNumber("uncompressedSize", totals.UncompressedSize);
        Writer.WriteNumber("streamPadding", totals.Padding);
        Writer.WriteStartArray("checks");
        foreach (string check in totals.CheckNames(",").Split(','))
        {
            Writer.WriteStringValue(check);
        }

        Writer.WriteEndArray();
        if (verbosity >= Verbosity.Debug)
        {
            Writer.WriteNumber("memoryNeeded", totals.Memory);
            Writer.WriteBoolean("sizesInHeaders", totals.AllSizes);
            Writer.WriteNumber("minimumVersion", totals.MinVersion);
        }
    }

    private void WriteStreams(XzIndex index)
    {
        Writer.WriteStartArray("streamList");
        foreach (XzIndexStream stream in index.Streams)
        {
            Writer.WriteStartObject();
            Writer.WriteNumber("blocks", stream.BlockCount);
            Writer.WriteNumber("compressedOffset", stream.CompressedOffset);
            Writer.WriteNumber("uncompressedOffset", stream.UncompressedOffset);
            Writer.WriteNumber("compressedSize", stream.CompressedSize);
            Writer.WriteNumber("uncompressedSize", stream.UncompressedSize);
            Writer.WriteString("check", CheckName.Of(stream.Check));
            Writer.WriteNumber("padding", stream.Padding);
            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
    }

    private void WriteBlocks(ListedFile file)
    {
        Writer.WriteStartArray("blockList");
        foreach (ListedBlock block in ListedBlock.All(file))
        {
            Writer.WriteStartObject();
            Writer.WriteNumber("stream", block.Stream);
            Writer.WriteNumber("compressedOffset", block.Block.CompressedOffset);
            Writer.WriteNumber("uncompressedOffset", block.Block.UncompressedOffset);
            Writer.WriteNumber("totalSize", block.Block.TotalSize);
            Writer.WriteNumber("uncompressedSize", block.Block.UncompressedSize);
            if (verbosity >= Verbosity.Debug && block.Details is { } details)
            {
                Writer.WriteString("checkValue", details.CheckValue);
                Writer.WriteNumber("headerSize", details.HeaderSize);
                Writer.WriteBoolean("hasCompressedSize", details.HasCompressedSize);
                Writer.WriteBoolean("hasUncompressedSize", details.HasUncompressedSize);
                Writer.WriteNumber("compressedDataSize", details.CompressedDataSize);
                Writer.WriteNumber("memory", details.Memory);
                Writer.WriteString("filters", details.Filters);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
    }

    /// <summary>What was written so far, one byte in each character.</summary>
    private string Flush()
    {
        Writer.Flush();
        string text = Encoding.Latin1.GetString(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        return text;
    }
}
