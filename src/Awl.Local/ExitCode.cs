namespace Awl.Local;

/// <summary>How <c>awl-local</c> ends: the codes are those of <c>awl</c>.</summary>
static class ExitCode
{
    public const int Success = 0;
    public const int Usage = 252;
    public const int Failure = 255;
}
