namespace Xzact.Threading;

/// <summary>How many threads an option stands for.</summary>
internal static class ThreadCount
{
    /// <summary>The option's value, or, for 0, as many as there are processors; at least one.</summary>
    public static int Of(int option)
    {
#pragma warning disable RS0030 // the one place; the bytes do not depend on it
        return option == 0 ? Environment.ProcessorCount : option;
#pragma warning restore RS0030
    }
}
