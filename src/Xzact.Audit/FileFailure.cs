namespace Xzact.Audit;

/// <summary>Why a file cannot be opened or written, in the words of a person who works with files.</summary>
public static class FileFailure
{
    /// <summary>
    /// The reason in a few words. Exceptions carry .NET's own text, which names types and, in a native executable, is
    /// only the name of a resource.
    /// </summary>
    public static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "it is a folder, or permission is denied",
        PathTooLongException => "its name is too long",
        EndOfStreamException => "it ends too soon",
        _ => "the system refused it (no space, an error of the device, or it is in use)",
    };
}
