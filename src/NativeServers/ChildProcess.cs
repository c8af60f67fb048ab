using System.Collections.Concurrent;
using System.Diagnostics;

namespace Steward.NativeServers;

/// <summary>
/// A running child. It has a session of its own, so a Ctrl-C in the terminal reaches only this process, which then stops
/// its children in its own order; and the kernel ends it when this process dies without having done so.
/// </summary>
public sealed class ChildProcess : IDisposable
{
    private static readonly BlockingCollection<Action> Starts = [];
    private static readonly Lazy<Thread> Starter = new(StartStarter);

    private readonly Process _process;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errorsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process)
    {
        _process = process;
        process.Exited += (_, _) => _exited.TrySetResult(process.ExitCode);
    }

    /// <summary>The process id; also the id of the child's process group.</summary>
    public int Id { get; private set; }

    /// <summary>Ends, with the exit code, when the child has ended. It never fails.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Ends when all the child and its own children wrote has been handed on; possibly later than <see cref="Exited"/>. It never fails.</summary>
    public Task OutputEnded => Task.WhenAll(_outputEnded.Task, _errorsEnded.Task);

    /// <summary>Starts the child.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="line">Gets every line the child writes, from either stream, on a thread of the pool.</param>
    /// <exception cref="MissingPrerequisiteException">Another user is wanted and <c>setpriv</c> is not installed.</exception>
    public static ChildProcess Start(ChildCommand command, Action<string> line) => Start(command, line, line);

    /// <summary>Starts the child, with a receiver of its own for each stream.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="output">Gets every line the child writes on standard output, on a thread of the pool.</param>
    /// <param name="errors">Gets every line the child writes on standard error, on a thread of the pool.</param>
    /// <exception cref="MissingPrerequisiteException">Another user is wanted and <c>setpriv</c> is not installed.</exception>
    public static ChildProcess Start(ChildCommand command, Action<string> output, Action<string> errors)
    {
        var process = new Process { StartInfo = Describe(command), EnableRaisingEvents = true };
        var child = new ChildProcess(process);
        process.OutputDataReceived += (_, e) => Receive(e.Data, output, child._outputEnded);
        process.ErrorDataReceived += (_, e) => Receive(e.Data, errors, child._errorsEnded);
        OnStarter(() =>
        {
            process.Start();
            child.Id = process.Id;
        });
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Asks the child alone to end.</summary>
    public void Terminate() => Signal(Signals.Terminate);

    /// <summary>Ends the child and all processes of its group at once, as a crash would.</summary>
    public void Kill()
    {
        Signal(Signals.Kill);
        Signals.Send(-Id, Signals.Kill);
    }

    /// <inheritdoc />
    public void Dispose() => _process.Dispose();

    internal void Signal(int signal)
    {
        if (!_exited.Task.IsCompleted)
        {
            Signals.Send(Id, signal);
        }
    }

    private static void Receive(string? text, Action<string> line, TaskCompletionSource ended)
    {
        if (text is null)
        {
            ended.TrySetResult();
        }
        else
        {
            line(text);
        }
    }

    private static ProcessStartInfo Describe(ChildCommand command)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // Both tools replace themselves by what follows, so the id of the process we start is the id of the program.
        string[] line = [.. NewSession(), .. Wrapped(command), command.Program, .. command.Arguments];
        start.FileName = line[0];
        foreach (var argument in line.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string[] NewSession() => ProgramFolders.From(null).TryFind("setsid") is { } setsid ? [setsid] : [];

    private static string[] Wrapped(ChildCommand command)
    {
        var programs = ProgramFolders.From(null);
        if (command.RunAs is { } user)
        {
            return [programs.Find("setpriv", "util-linux"), $"--reuid={user}", $"--regid={user}", "--init-groups", $"--pdeathsig={command.DeathSignal}", "--"];
        }

        return programs.TryFind("setpriv") is { } setpriv ? [setpriv, $"--pdeathsig={command.DeathSignal}", "--"] : [];
    }

    // The kernel sends the death signal when the *thread* that started the child ends, and threads of the pool come and
    // go: all children are started by one thread that lives as long as the process.
    private static void OnStarter(Action start)
    {
        _ = Starter.Value;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                start();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        done.Task.GetAwaiter().GetResult();
    }

    private static Thread StartStarter()
    {
        var thread = new Thread(() =>
        {
            foreach (var start in Starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "Starts child processes" };
        thread.Start();
        return thread;
    }
}
