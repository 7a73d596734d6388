using System.Diagnostics;
using System.Runtime.InteropServices;
using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Progress;

/// <summary>
/// Says how far the work is: on a terminal a line that is drawn again and again, elsewhere one line when a file is
/// done; and a line at once when a signal asks for it.
/// </summary>
internal sealed class ProgressDisplay : IDisposable
{
    /// <summary>Milliseconds after which whoever waits looks whether a line is due.</summary>
    public const int Period = 250;

    private const int SignalStop = 20;

    /// <summary>SIGWINCH: by default nothing happens.</summary>
    private const int SignalHarmless = 28;

    /// <summary>Milliseconds of work after which there is something to tell whoever asks by a signal.</summary>
    private const int DeafPeriod = 20;

    /// <summary>SIGUSR1 and SIGALRM ask for a line.</summary>
    private static readonly int[] s_questions = [10, 14];

    private readonly Reporter _reporter;
    private readonly bool _compresses;
    private readonly int _fileCount;
    private readonly bool _isTerminal = Posix.IsTerminal(Posix.StandardError);
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Func<(ulong Read, ulong Written)>? _position;
    private string _name = "";
    private int _number;
    private bool _listens;
    private bool _hasHeading;
    private bool _anyHeading;
    private bool _isDrawn;
    private ulong _expected;
    private long _begin;
    private long _nextDraw;
    private long _stopped;
    private volatile bool _isAsked;

    /// <param name="reporter">Where lines go; its messages come between them.</param>
    /// <param name="compresses">Which side is the compressed one.</param>
    /// <param name="fileCount">How many files there are; zero if that is not known.</param>
    public ProgressDisplay(Reporter reporter, bool compresses, int fileCount)
    {
        _reporter = reporter;
        _compresses = compresses;
        _fileCount = fileCount;
        reporter.BeforeMessage = () => Flush(isComplete: false);
        foreach (int signal in s_questions)
        {
            Signals.Ignore(signal);
        }

        if (IsAutomatic)
        {
            // Time in which the program is stopped is no working time.
            Register(SignalStop, context =>
            {
                context.Cancel = true;
                long begin = Stopwatch.GetTimestamp();
                Signals.Stop();
                Interlocked.Add(ref _stopped, Stopwatch.GetTimestamp() - begin);
            });
        }
    }

    private bool IsAutomatic => _isTerminal && _reporter.Verbosity >= Verbosity.Verbose;

    /// <summary>Another file comes; its name is shown before anything is said about it.</summary>
    /// <param name="shownName">Its name as messages have it.</param>
    /// <param name="isStandard">Whether it is standard input.</param>
    public void Announce(string shownName, bool isStandard)
    {
        _number++;
        _name = shownName;
        _hasHeading = isStandard && _fileCount == 1;
        if (IsAutomatic)
        {
            SayHeading();
        }
    }

    /// <summary>The work on the file begins.</summary>
    /// <param name="expected">Bytes of input that there are; zero if that is not known.</param>
    /// <param name="position">How many bytes were read and written.</param>
    public void Begin(ulong expected, Func<(ulong Read, ulong Written)> position)
    {
        _expected = expected;
        _position = position;
        _begin = Stopwatch.GetTimestamp();
        _stopped = 0;
        _nextDraw = Environment.TickCount64 + 1000;
        _isAsked = false;
    }

    /// <summary>
    /// From now on a signal that asks for a line gets one; before, it is ignored. Listening takes a thread of the
    /// runtime, too much for work that is done in no time: to be called before a wait.
    /// </summary>
    public void Listen()
    {
        if (_listens)
        {
            return;
        }

        _listens = true;

        // The runtime leaves alone what is ignored, and makes its thread for the first signal: with one that does no
        // harm the moment in which a question has its default action, death, is short.
        if (!Register(SignalHarmless, _ => { }))
        {
            return;
        }

        foreach (int signal in s_questions)
        {
            Signals.SetDefault(signal);
            bool isHeard = Register(signal, context =>
            {
                context.Cancel = true;
                _isAsked = true;
            });
            if (!isHeard)
            {
                Signals.Ignore(signal);
            }
        }
    }

    /// <summary>Without descriptors for it a signal is not listened to; the work goes on.</summary>
    private bool Register(int signal, Action<PosixSignalContext> handler)
    {
        PosixSignalRegistration? registration = Signals.Register(signal, handler);
        if (registration is not null)
        {
            _registrations.Add(registration);
        }

        return registration is not null;
    }

    /// <summary>Draws a line if one is due; cheap otherwise, to be called often.</summary>
    public void Update()
    {
        if (!_listens && Stopwatch.GetElapsedTime(_begin).TotalMilliseconds > DeafPeriod)
        {
            Listen();
        }

        bool isDue = IsAutomatic && Environment.TickCount64 >= _nextDraw;
        if (_position is null || (!isDue && !_isAsked))
        {
            return;
        }

        if (!_hasHeading)
        {
            SayHeading();
        }

        ProgressText text = Measure();
        if (IsAutomatic)
        {
            _nextDraw = Environment.TickCount64 + Period;
            _isDrawn = true;
            _reporter.SayPlainly(ProgressBar.Draw(text) + "\r");
        }
        else
        {
            _reporter.SayPlainly($"\r {text.Percentage,6} {text.RunningSizes,35}   {text.Speed,9} {text.Time,10}   " +
                $"{text.Remaining,10}\r\n");
        }

        _isAsked = false;
    }

    /// <summary>The work on the file ended.</summary>
    public void End(bool isComplete)
    {
        Flush(isComplete);
        _position = null;
    }

    public void Dispose()
    {
        _reporter.BeforeMessage = null;
        _registrations.ForEach(registration => registration.Dispose());
    }

    private void SayHeading()
    {
        if (_hasHeading)
        {
            return;
        }

        string count = _fileCount == 0 ? $"{_number}" : $"{_number}/{_fileCount}";
        _reporter.SayPlainly($"{(_anyHeading ? "\n" : "")}{_name} ({count})\n");
        _hasHeading = true;
        _anyHeading = true;
    }

    /// <summary>Says how far the file got, where that is worth a line.</summary>
    private void Flush(bool isComplete)
    {
        if (_position is null || _reporter.Verbosity < Verbosity.Verbose)
        {
            return;
        }

        ProgressText text = Measure();
        if (!isComplete && !_isDrawn && (text.Compressed == 0 || text.Uncompressed == 0))
        {
            return;
        }

        _isDrawn = false;
        if (_isTerminal)
        {
            _reporter.SayPlainly(ProgressBar.DrawFinal(text, isComplete) + "\n");
            return;
        }

        string line = isComplete || text.Fraction is null
            ? $"{_name}: {text.FinalSizes}"
            : $"{_name}: {text.Percentage}, {text.FinalSizes}";
        foreach (string part in (ReadOnlySpan<string>)[text.Speed, text.Time])
        {
            line += part.Length > 0 ? ", " + part : "";
        }

        _reporter.SayPlainly(line + "\n");
    }

    private ProgressText Measure()
    {
        (ulong read, ulong written) = _position!();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_begin + Interlocked.Read(ref _stopped));
        return _compresses
            ? new ProgressText(read, written, read, _expected, elapsed)
            : new ProgressText(read, read, written, _expected, elapsed);
    }
}
