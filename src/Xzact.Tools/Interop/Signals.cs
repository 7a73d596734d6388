using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xzact.Tools.Interop;

/// <summary>
/// Signals as a C program has them. Output has no name until it is whole (or a registered private one), so that being
/// killed by the default action is right almost always; only a private name needs a handler.
/// </summary>
internal static class Signals
{
    private const int Interrupt = 2;
    private const int HangUp = 1;
    private const int Pipe = 13;
    private const int Terminate = 15;
    private const int CpuLimit = 24;
    private const int SizeLimit = 25;
    private const int StopAlways = 19;

    /// <summary>More than struct sigaction takes anywhere; all zeros ask for the default action.</summary>
    private const int ActionSize = 256;

    private const byte Ignored = 1;

    private static readonly int[] s_deadly = [HangUp, Interrupt, Terminate, CpuLimit, SizeLimit];

    /// <summary>
    /// Takes back what the runtime installed: a deadly signal kills, one that the parent ignored stays ignored.
    /// </summary>
    public static void RestoreDefaults()
    {
        foreach (int signal in s_deadly)
        {
            if (!IsIgnored(signal))
            {
                SetDefault(signal);
            }
        }

        // A runtime with a JIT compiler ignores SIGPIPE whatever was inherited; the native build leaves it alone. What
        // the parent does is the best guess at what it handed down.
        if (RuntimeFeature.IsDynamicCodeSupported && !IsIgnoredByParent(Pipe))
        {
            SetDefault(Pipe);
        }
    }

    /// <summary>Whether the parent wanted SIGPIPE ignored; set by <see cref="IgnorePipe"/>.</summary>
    public static bool PipeWasIgnored { get; private set; }

    /// <summary>Ignores SIGPIPE: who writes to a pipe that nobody reads is told so.</summary>
    public static void IgnorePipe()
    {
        PipeWasIgnored = IsIgnored(Pipe);
        Ignore(Pipe);
    }

    /// <summary>Ignores a signal.</summary>
    public static void Ignore(int signal)
    {
        byte[] action = new byte[ActionSize];
        action[0] = Ignored;
        _ = LibC.SignalAction(signal, action, null);
    }

    /// <summary>Gives a signal its default action.</summary>
    public static void SetDefault(int signal) => _ = LibC.SignalAction(signal, new byte[ActionSize], null);

    /// <summary>Runs <paramref name="cleanUp"/> before a deadly signal kills; until it is disposed.</summary>
    /// <exception cref="IOException">The runtime cannot handle signals here.</exception>
    public static IDisposable BeforeDeath(Action cleanUp) => new Guard(cleanUp);

    /// <summary>Handles a signal on a thread of the runtime.</summary>
    /// <returns>Null where the runtime cannot: it needs descriptors for it, and a thread.</returns>
    public static PosixSignalRegistration? Register(int signal, Action<PosixSignalContext> handler)
    {
        try
        {
            return PosixSignalRegistration.Create((PosixSignal)signal, handler);
        }
        catch (Exception e) when (e is IOException or TypeInitializationException or OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Stops this process until it is told to go on.</summary>
    public static void Stop() => _ = LibC.Kill(LibC.ProcessId(), StopAlways);

    /// <summary>Dies by SIGPIPE, as a program does whose reader went away.</summary>
    public static void DieByBrokenPipe() => Die(Pipe);

    /// <summary>Whether a signal is ignored.</summary>
    public static bool IsIgnored(int signal)
    {
        byte[] previous = new byte[ActionSize];
        return LibC.SignalAction(signal, null, previous) == 0 && previous[0] == Ignored
            && !previous.AsSpan(1, sizeof(long) - 1).ContainsAnyExcept((byte)0);
    }

    private static bool IsIgnoredByParent(int signal)
    {
        const string Field = "SigIgn:\t";
        string status = OsString.ReadFile($"/proc/{LibC.ParentId()}/status") ?? "";
        int start = status.IndexOf(Field, StringComparison.Ordinal);
        return start >= 0
            && ulong.TryParse(status.AsSpan(start + Field.Length, 16), NumberStyles.HexNumber, null, out ulong ignored)
            && (ignored & (1UL << (signal - 1))) != 0;
    }

    /// <summary>Dies by a signal.</summary>
    public static void Die(int signal)
    {
        SetDefault(signal);
        _ = LibC.Kill(LibC.ProcessId(), signal);
    }

    private sealed class Guard : IDisposable
    {
        private readonly List<PosixSignalRegistration> _registrations = [];

        public Guard(Action cleanUp)
        {
            foreach (int signal in s_deadly)
            {
                if (!IsIgnored(signal))
                {
                    _registrations.Add(Register(signal, context =>
                    {
                        context.Cancel = true;
                        cleanUp();
                        Die(signal);
                    }) ?? throw new IOException("Cannot establish signal handlers"));
                }
            }
        }

        public void Dispose()
        {
            _registrations.ForEach(registration => registration.Dispose());
            RestoreDefaults();
        }
    }
}
