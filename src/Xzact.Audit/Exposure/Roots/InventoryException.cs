namespace Xzact.Audit.Exposure.Roots;

/// <summary>A database, image or list of parts that cannot be read; the message says what, where and why.</summary>
internal sealed class InventoryException : Exception
{
    /// <param name="what">What is wrong.</param>
    /// <param name="path">The file.</param>
    /// <param name="offset">Byte offset in the file, or null where no byte is at fault.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public InventoryException(string what, string path, long? offset = null, Exception? inner = null)
        : base(offset is null ? what : $"{what} (at byte {offset})", inner) => Path = path;

    /// <summary>The file, as its root names it.</summary>
    public string Path { get; }
}
