using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Awl.Cli.Terminals;

/// <summary>A program that shows long output a screen at a time: what is written here goes to it. It is started with the first byte.</summary>
/// <remarks>Ctrl-C belongs to the pager while it runs: ended before it, we would leave it alone with the terminal. Source: aws-cli v2, utils.py, <c>OutputStreamFactory</c>.</remarks>
sealed class Pager(PagerCommand command) : WriteOnlyStream
{
    Process? _process;
    PosixSignalRegistration? _interrupt;

    /// <exception cref="PagerException">The pager cannot be started.</exception>
    /// <exception cref="OutputClosedException">The reader has seen enough.</exception>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        try { Started.StandardInput.BaseStream.Write(bytes); }
        catch (IOException e) { throw new OutputClosedException(e); }
    }

    public override void Flush()
    {
        if (_process is null) return;
        try { _process.StandardInput.BaseStream.Flush(); }
        catch (IOException e) { throw new OutputClosedException(e); }
    }

    /// <summary>Says that nothing more comes, and waits until the reader has finished.</summary>
    protected override void Dispose(bool disposing)
    {
        if (_process is { } process)
        {
            _process = null;
            try { process.StandardInput.Close(); }
            catch (IOException) { }   // it is gone already
            process.WaitForExit();
            process.Dispose();
        }
        _interrupt?.Dispose();
        base.Dispose(disposing);
    }

    Process Started => _process ??= Start();

    Process Start()
    {
        var start = new ProcessStartInfo(command.Words[0]) { RedirectStandardInput = true, UseShellExecute = false };
        for (var i = 1; i < command.Words.Count; i++) start.ArgumentList.Add(command.Words[i]);
        if (command.LessOptions is { } options) start.Environment["LESS"] = options;

        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        try { return Process.Start(start)!; }
        catch (Win32Exception e) { throw new PagerException(command.Words[0], e); }
    }
}
