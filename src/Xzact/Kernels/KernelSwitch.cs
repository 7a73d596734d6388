using System.Diagnostics.CodeAnalysis;

namespace Xzact.Kernels;

/// <summary>
/// The one switch between the kernels of this folder and their span-only twins: the AppContext switch
/// <c>Xzact.UseSafeKernels</c>, off by default.
/// </summary>
/// <remarks>
/// It is read once. The JIT sees a constant and drops the branch not taken. Under Native AOT a
/// <c>RuntimeHostConfigurationOption</c> with <c>Trim="true"</c> makes it a constant at build time, so that the
/// kernels are not even in the program.
/// </remarks>
internal static class KernelSwitch
{
    /// <summary>The name of the AppContext switch.</summary>
    public const string Name = "Xzact.UseSafeKernels";

    /// <summary>Whether every kernel is replaced by its span-only twin.</summary>
    [FeatureSwitchDefinition(Name)]
    public static bool UseSafeKernels { get; } = AppContext.TryGetSwitch(Name, out bool safe) && safe;
}
