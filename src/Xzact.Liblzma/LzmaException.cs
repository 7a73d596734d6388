namespace Xzact.Liblzma;

/// <summary>A request is refused; the border returns the code. It never leaves the library.</summary>
/// <param name="code">The code.</param>
#pragma warning disable CA1032, CA1064 // internal, and made with a code only
internal sealed class LzmaException(LzmaRet code) : Exception
#pragma warning restore CA1032, CA1064
{
    /// <summary>What the function returns.</summary>
    public LzmaRet Code => code;
}
