using System.Buffers.Binary;
using System.Text;
using Xzact.Audit.Tests.Archives.Rpm;

namespace Xzact.Audit.Tests.Exposure.Inventories.Rpm;

/// <summary>Writes databases of RPM: the headers of packages in each of the three forms.</summary>
internal static class RpmDatabaseBuilder
{
    /// <summary>A header as a database has it: without the magic. Padding makes it as long as a test wants.</summary>
    public static byte[] Header(
        string name, string version, string release, string? source = null, uint epoch = 0, int padding = 0)
    {
        RpmHeaderBuilder header = new RpmHeaderBuilder(63)
            .Text(1000, name).Text(1001, version).Text(1002, release).Text(1004, new string('x', padding), 9)
            .Text(1022, "x86_64").Numbers(1116, 0).Texts(1117, name + ".so").Texts(1118, "/usr/lib/");
        header = source is null ? header : header.Text(1044, source);
        return (epoch == 0 ? header : header.Numbers(1003, epoch)).Build()[8..];
    }

    /// <summary>An SQLite database of the table Packages, on as many leaves as needed, with rows that overflow.
    /// </summary>
    public static byte[] Sqlite(params byte[][] headers)
    {
        const int Page = 1024;
        List<byte[]> pages = [new byte[Page], new byte[Page]];
        List<uint> leaves = [];
        for (int i = 0; i < headers.Length; i++)
        {
            byte[] leaf = new byte[Page];
            pages.Add(leaf);
            leaves.Add((uint)pages.Count);
            Leaf(leaf, 0, Cell(pages, i + 1, Row([], headers[i]), Page));
        }

        // The table's root is an inner page above a leaf a row.
        byte[] root = pages[1];
        root[0] = 5;
        BinaryPrimitives.WriteUInt16BigEndian(root.AsSpan(3), (ushort)(leaves.Count - 1));
        BinaryPrimitives.WriteUInt32BigEndian(root.AsSpan(8), leaves.Count > 0 ? leaves[^1] : 2);
        int at = Page;
        for (int i = 0; i < leaves.Count - 1; i++)
        {
            at -= 5;
            BinaryPrimitives.WriteUInt32BigEndian(root.AsSpan(at), leaves[i]);
            root[at + 4] = (byte)(i + 1);
            BinaryPrimitives.WriteUInt16BigEndian(root.AsSpan(12 + (2 * i)), (ushort)at);
        }

        byte[] schema = Row(
            ["table", "Packages", "Packages", "\u0002", "CREATE TABLE Packages (hnum INTEGER, blob BLOB)"], null);
        Leaf(pages[0], 100, Cell(pages, 1, schema, Page));
        "SQLite format 3\0"u8.CopyTo(pages[0]);
        BinaryPrimitives.WriteUInt16BigEndian(pages[0].AsSpan(16), Page);
        BinaryPrimitives.WriteUInt32BigEndian(pages[0].AsSpan(28), (uint)pages.Count);
        return [.. pages.SelectMany(p => p)];
    }

    /// <summary>A database of the format ndb.</summary>
    public static byte[] Ndb(params byte[][] headers)
    {
        byte[] slots = new byte[4096];
        MemoryStream blobs = new();
        "RpmP"u8.CopyTo(slots);
        Little(slots, 12, 1);
        for (int slot = 2; slot < 256; slot++)
        {
            "Slot"u8.CopyTo(slots.AsSpan(slot * 16));
        }

        for (int i = 0; i < headers.Length; i++)
        {
            byte[] head = new byte[16];
            "BlbS"u8.CopyTo(head);
            Little(head, 4, (uint)i + 1);
            Little(head, 12, (uint)headers[i].Length);
            long start = slots.Length + blobs.Length;
            blobs.Write(head);
            blobs.Write(headers[i]);
            blobs.Write(new byte[12]);
            blobs.Write(new byte[-(int)blobs.Length & 15]);
            Little(slots, ((i + 2) * 16) + 4, (uint)i + 1);
            Little(slots, ((i + 2) * 16) + 8, (uint)(start / 16));
            Little(slots, ((i + 2) * 16) + 12, (uint)((slots.Length + blobs.Length - start) / 16));
        }

        return [.. slots, .. blobs.ToArray()];
    }

    /// <summary>A hash file of Berkeley DB: a page of keys and places, and chains of pages with the values.</summary>
    public static byte[] Berkeley(params byte[][] headers)
    {
        const int Page = 512;
        List<byte[]> pages = [new byte[Page], new byte[Page]];
        byte[] hash = pages[1];
        hash[25] = 13;
        Little16(hash, 20, (ushort)(2 * headers.Length));
        int at = Page;
        for (int i = 0; i < headers.Length; i++)
        {
            at -= 5;
            hash[at] = 1;
            Little16(hash, 26 + (4 * i), (ushort)at);
            at -= 12;
            hash[at] = 3;
            Little(hash, at + 4, (uint)pages.Count);
            Little(hash, at + 8, (uint)headers[i].Length);
            Little16(hash, 28 + (4 * i), (ushort)at);
            foreach (byte[] piece in headers[i].Chunk(Page - 26))
            {
                byte[] page = new byte[Page];
                page[25] = 7;
                Little16(page, 22, (ushort)piece.Length);
                Little(page, 16, (uint)pages.Count + 1);
                piece.CopyTo(page, 26);
                pages.Add(page);
            }
        }

        Little(pages[0], 12, 0x061561);
        Little(pages[0], 20, Page);
        Little(pages[0], 32, (uint)pages.Count - 1);
        return [.. pages.SelectMany(p => p)];
    }

    private static byte[] Row(string[] texts, byte[]? blob)
    {
        List<byte> types = [];
        List<byte> values = [];
        foreach (string text in texts)
        {
            // A text of one control character stands for the number of the table's first page.
            bool isNumber = text.Length == 1;
            types.AddRange(isNumber ? [1] : Variable(13 + (2 * text.Length)));
            values.AddRange(Encoding.UTF8.GetBytes(text));
        }

        if (blob is not null)
        {
            types.AddRange([0, .. Variable(12 + (2 * blob.Length))]);
            values.AddRange(blob);
        }

        return [(byte)(types.Count + 1), .. types, .. values];
    }

    private static byte[] Cell(List<byte[]> pages, int row, byte[] payload, int page)
    {
        int least = ((page - 12) * 32 / 255) - 23;
        int local = payload.Length <= page - 35 - 150 ? payload.Length
            : (int)(least + ((payload.Length - least) % (page - 4))) is var some && some <= page - 35 ? some : least;
        if (local == payload.Length)
        {
            return [.. Variable(payload.Length), (byte)row, .. payload];
        }

        uint first = (uint)pages.Count + 1;
        byte[][] pieces = [.. payload[local..].Chunk(page - 4)];
        for (int i = 0; i < pieces.Length; i++)
        {
            byte[] more = new byte[page];
            BinaryPrimitives.WriteUInt32BigEndian(more, i < pieces.Length - 1 ? first + (uint)i + 1 : 0);
            pieces[i].CopyTo(more, 4);
            pages.Add(more);
        }

        byte[] link = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(link, first);
        return [.. Variable(payload.Length), (byte)row, .. payload[..local], .. link];
    }

    private static void Leaf(byte[] page, int head, byte[] cell)
    {
        page[head] = 13;
        BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(head + 3), 1);
        int at = page.Length - cell.Length;
        BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(head + 8), (ushort)at);
        cell.CopyTo(page, at);
    }

    private static byte[] Variable(long value)
    {
        List<byte> bytes = [(byte)(value & 0x7F)];
        for (value >>= 7; value > 0; value >>= 7)
        {
            bytes.Insert(0, (byte)(0x80 | (value & 0x7F)));
        }

        return [.. bytes];
    }

    private static void Little(byte[] bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

    private static void Little16(byte[] bytes, int at, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), value);
}
