namespace Awl.Cli.Terminals;

/// <summary>Keys as they are pressed, unseen, Ctrl-C among them, until it is disposed.</summary>
abstract class Keyboard : IDisposable
{
    public abstract ConsoleKeyInfo ReadKey();

    public virtual void Dispose() { }
}
