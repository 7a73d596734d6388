namespace Xzact.Audit;

/// <summary>Why a file cannot be opened or written, in the words of a person who works with files.</summary>
public static class FileFailure
{
    // errno on Unix; where the runtime makes an exception of its own kind of it, the number is in the inner one.
    private const int IoError = 5;
    private const int BadDescriptor = 9;
    private const int FileTooLarge = 27;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    // ERROR_DISK_FULL of Windows.
    private const int DiskFull = unchecked((int)0x80070070);

    /// <summary>
    /// The reason in a few words. Exceptions carry .NET's own text, which names types and, in a native executable, is
    /// only the name of a resource.
    /// </summary>
    public static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException { InnerException.HResult: BadDescriptor } => "it is closed",
        UnauthorizedAccessException => "it is a folder, or permission is denied",
        PathTooLongException => "its name is too long",
        EndOfStreamException => "it ends too soon",
        { HResult: NoSpace or DiskFull } => "no space is left",
        { HResult: QuotaExceeded } => "no space is left of the user's quota",
        { HResult: ReadOnlyFileSystem } => "the file system can only be read",
        { HResult: FileTooLarge } => "it is larger than files may be",
        { HResult: IoError } => "the device reports an error",
        _ => "the system refused it (no space, an error of the device, or it is in use)",
    };
}
