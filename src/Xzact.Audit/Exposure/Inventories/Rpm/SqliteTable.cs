using System.Buffers.Binary;
using System.Text;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Inventories.Rpm;

/// <summary>Reads the rows of one table of an SQLite database (SQLite Database File Format, sections 1.3, 1.6 and
/// 2.1). Nothing of SQL is run, and each page is visited once at most.</summary>
/// <param name="file">The database.</param>
/// <param name="path">Its path, for messages.</param>
internal sealed class SqliteTable(byte[] file, string path)
{
    private const int HeaderLength = 100;
    private const int LeafPage = 13;
    private const int InteriorPage = 5;
    private const int MaxDepth = 20;

    private readonly HashSet<long> _visited = [];
    private int _pageSize;
    private int _usable;

    /// <summary>Whether a file begins as an SQLite database does.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("SQLite format 3\0"u8);

    /// <summary>The blobs of a table's rows: of each row its last column that is one.</summary>
    /// <exception cref="InventoryException">It is damaged, cut off, or has no such table.</exception>
    public IEnumerable<StoredHeader> Blobs(string table)
    {
        if (file.Length < HeaderLength || !Begins(file))
        {
            throw Damaged("it is no SQLite database", 0);
        }

        _pageSize = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(16)) is var size && size == 1 ? 65536 : size;
        _usable = _pageSize - file[20];
        if (_pageSize < 512 || !int.IsPow2(_pageSize) || _usable < 480)
        {
            throw Damaged($"it has pages of {_pageSize} bytes, of which {_usable} can be used", 16);
        }

        // The count in the header is right only if the number of changes beside it agrees with the one at its end.
        uint pages = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(28));
        bool isCounted = file.AsSpan(24, 4).SequenceEqual(file.AsSpan(92, 4));
        if (isCounted && (long)pages * _pageSize > file.Length)
        {
            throw Damaged(
                $"it should have {pages:N0} pages of {_pageSize} bytes and ends before: it was cut off", file.Length);
        }

        long root = Rows(1).Select(row => Columns(row.Bytes, row.Offset)).Where(c => c.Count >= 4)
            .Where(c => TextOf(c[0]) == "table" && TextOf(c[1]).Equals(table, StringComparison.OrdinalIgnoreCase))
            .Select(c => NumberOf(c[3])).FirstOrDefault();
        if (root <= 0)
        {
            throw Damaged($"it has no table {table}", HeaderLength);
        }

        return Rows(root).Select(row => new StoredHeader(
            row.Offset, Columns(row.Bytes, row.Offset).LastOrDefault(c => c.IsBlob).Value.ToArray()));
    }

    private IEnumerable<StoredHeader> Rows(long root)
    {
        Stack<(long Page, int Depth)> left = new();
        left.Push((root, 0));
        while (left.TryPop(out (long Page, int Depth) next))
        {
            long start = Start(next.Page, "a page of the tree");
            if (!_visited.Add(next.Page) || next.Depth > MaxDepth)
            {
                throw Damaged($"page {next.Page} is in the tree twice", start);
            }

            int head = (int)start + (next.Page == 1 ? HeaderLength : 0);
            int kind = file[head];
            int cells = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(head + 3));
            int pointers = head + (kind == InteriorPage ? 12 : 8);
            if (kind is not (LeafPage or InteriorPage) || pointers + (2 * cells) > start + _usable)
            {
                throw Damaged($"page {next.Page} is of kind {kind} with {cells} cells; none of a table", head);
            }

            if (kind == InteriorPage)
            {
                left.Push((BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(head + 8)), next.Depth + 1));
            }

            for (int i = 0; i < cells; i++)
            {
                int cell = kind == InteriorPage ? cells - 1 - i : i;
                int at = (int)start + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(pointers + (2 * cell)));
                if (at >= start + _usable - 4)
                {
                    throw Damaged($"cell {cell} of page {next.Page} lies outside it", pointers + (2 * cell));
                }

                if (kind == InteriorPage)
                {
                    left.Push((BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)), next.Depth + 1));
                }
                else
                {
                    yield return new(at, Payload(at, (int)start + _usable));
                }
            }
        }
    }

    // Section 1.6: what does not fit into the page goes on in a chain of others.
    private byte[] Payload(int cell, int end)
    {
        int at = cell;
        long length = Variable(file, ref at, end, cell);
        Variable(file, ref at, end, cell);
        if (length < 0 || length > file.Length)
        {
            throw Damaged($"a row of {length:N0} bytes is longer than the file", cell);
        }

        int most = _usable - 35;
        int least = ((_usable - 12) * 32 / 255) - 23;
        int wanted = (int)(least + ((length - least) % (_usable - 4)));
        int local = length <= most ? (int)length : wanted <= most ? wanted : least;
        if (at + local + (local < length ? 4 : 0) > end)
        {
            throw Damaged("a row ends outside its page", cell);
        }

        byte[] row = new byte[length];
        file.AsSpan(at, local).CopyTo(row);
        long page = local < length ? BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + local)) : 0;
        for (int done = local; done < length;)
        {
            int start = (int)Start(page, "the rest of a row");
            if (!_visited.Add(page))
            {
                throw Damaged($"page {page} is used twice", start);
            }

            int piece = (int)Math.Min(_usable - 4, length - done);
            file.AsSpan(start + 4, piece).CopyTo(row.AsSpan(done));
            done += piece;
            page = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(start));
        }

        return row;
    }

    // Section 2.1: the header has a type for each column, the values follow.
    private List<Column> Columns(byte[] row, long offset)
    {
        int at = 0;
        long headerEnd = Variable(row, ref at, row.Length, offset);
        long value = headerEnd;
        List<Column> columns = [];
        while (at < headerEnd)
        {
            long type = Variable(row, ref at, row.Length, offset);
            long length = type switch
            {
                0 or 8 or 9 => 0,
                >= 1 and <= 4 => type,
                5 => 6,
                6 or 7 => 8,
                >= 12 => (type - 12) / 2,
                _ => -1,
            };
            if (length < 0 || value < at - 9 || value + length > row.Length)
            {
                throw Damaged($"a column of type {type} lies outside its row", offset);
            }

            columns.Add(new(type, row.AsMemory((int)value, (int)length)));
            value += length;
        }

        return columns;
    }

    private static string TextOf(Column column) => Encoding.UTF8.GetString(column.Value.Span);

    private static long NumberOf(Column column)
    {
        long number = column.Type == 9 ? 1 : 0;
        foreach (byte b in column.Value.Span)
        {
            number = (number << 8) | b;
        }

        return number;
    }

    private long Start(long page, string what) => page >= 1 && page * _pageSize <= file.Length
        ? (page - 1) * _pageSize
        : throw Damaged($"{what} should be on page {page}, which the file does not have: it was cut off, or is damaged",
            file.Length);

    // Section 1.6: seven bits a byte, most significant first, the ninth byte whole.
    private long Variable(byte[] bytes, ref int at, int end, long offset)
    {
        long value = 0;
        for (int i = 0; i < 9; i++)
        {
            if (at >= end)
            {
                throw Damaged("a number ends outside its page", offset);
            }

            byte b = bytes[at++];
            if (i == 8)
            {
                return (value << 8) | b;
            }

            value = (value << 7) | (uint)(b & 0x7F);
            if (b < 0x80)
            {
                break;
            }
        }

        return value;
    }

    private InventoryException Damaged(string what, long offset) => new(what, path, offset);

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Column(long Type, ReadOnlyMemory<byte> Value)
    {
        public bool IsBlob => Type >= 12 && Type % 2 == 0;
    }
}
