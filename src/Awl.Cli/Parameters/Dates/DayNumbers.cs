using System.Globalization;

namespace Awl.Cli.Parameters.Dates;

/// <summary>The two or three numbers of a date, and which of them is the year, the month, the day.</summary>
/// <remarks>
/// What is known counts: a month by its name, a year by its size. The rest is guessed as Americans write: month, day, year, unless a number is too
/// large for that. Source: dateutil, parser/_parser.py, <c>_ymd</c>.
/// </remarks>
sealed class DayNumbers
{
    readonly List<int> _numbers = [];
    int? _year;
    int? _month;

    public int Count => _numbers.Count;

    /// <summary>Whether the year has all its digits.</summary>
    public bool HasCentury { get; private set; }

    /// <summary>Adds a number as it was written: with three digits or more it is the year.</summary>
    public bool TryAdd(string digits)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        return digits.Length > 2 ? TryAddYear(number) : Add(number);
    }

    public bool TryAdd(decimal number) => number > 100 ? TryAddYear((int)Math.Min(number, 10_000)) : Add((int)number);

    public bool TryAddYear(int year)
    {
        HasCentury = true;
        if (_year is not null) return false;
        _year = _numbers.Count;
        return Add(year);
    }

    public bool TryAddMonth(int month)
    {
        if (_month is not null) return false;
        _month = _numbers.Count;
        return Add(month);
    }

    bool Add(int number)
    {
        _numbers.Add(number);
        return true;
    }

    public bool CouldBeDay(decimal number) => number >= 1 && number <= (_month is not { } month ? 31 : DaysIn(month));

    int DaysIn(int month)
        => _year is { } year && _numbers[year] is >= 1 and <= 9999 and var given ? DateTime.DaysInMonth(given, _numbers[month]) : DateTime.DaysInMonth(2000, _numbers[month]);

    /// <summary>Which is which; null where the numbers do not say it. False when there are too many.</summary>
    public bool TryResolve(out (int? Year, int? Month, int? Day) date)
    {
        date = Count switch
        {
            0 => default,
            1 => ResolveOne(),
            2 => ResolveTwo(_numbers[0], _numbers[1]),
            3 => ResolveThree(_numbers[0], _numbers[1], _numbers[2]),
            _ => default,
        };
        return Count <= 3;
    }

    (int? Year, int? Month, int? Day) ResolveOne()
    {
        if (_month is not null) return (null, _numbers[0], null);
        return _year is not null || _numbers[0] > 31 ? (_numbers[0], null, null) : (null, null, _numbers[0]);
    }

    (int? Year, int? Month, int? Day) ResolveTwo(int first, int second)
    {
        if (_month is { } month)
        {
            var other = month == 0 ? second : first;
            return _year is not null || other > 31 ? (other, _numbers[month], null) : (null, _numbers[month], other);
        }
        if (first > 31) return (first, second, null);
        return second > 31 ? (second, first, null) : (null, first, second);
    }

    (int? Year, int? Month, int? Day) ResolveThree(int first, int second, int third)
    {
        if (_year is { } year && _month is { } month) return (_numbers[year], _numbers[month], _numbers[3 - year - month]);
        return _month switch
        {
            0 => second > 31 ? (second, first, third) : (third, first, second),
            1 => first > 31 ? (first, second, third) : (third, second, first),
            2 => second > 31 ? (second, third, first) : (first, third, second),
            _ when first > 31 || _year == 0 => (first, second, third),
            _ when first > 12 => (third, second, first),
            _ => (third, first, second),
        };
    }
}
