Attribute VB_Name = "SoftEnv"
' The add-in's ribbon, and what the buttons of a workbook call:
'
'     Application.Run "'softenv_xl.xlam'!Validate"
'
' VBA only dispatches. What a button does is in softenv_xl/buttons/; what is said here stands on the add-in's
' sheet Words, in Chinese and in English.
Option Explicit

Private shownRibbon As IRibbonUI
Private working As Boolean
Private cancelWanted As Boolean

Public Sub Press(button As String)
    ' Runs the button's Python function on the workbook in front. Whatever happens ends in one sentence.
    Dim caption As String
    On Error GoTo Failing
    caption = Word(button) ' an error for anything but a button, before Python is told to run it
    If button = "cancel" Then
        WantCancel
    ElseIf ActiveWorkbook Is Nothing Then
        Tell "no-workbook"
    ElseIf Not CanBePassed(ActiveWorkbook.Name) Then
        Tell "file-name", ActiveWorkbook.Name
    ElseIf working Then
        Application.StatusBar = Word("busy")
    Else
        Application.StatusBar = "softenv-xl: " & caption & " ..."
        working = True
        cancelWanted = False
        ' Esc would stop the macro at any place: it is listened to in Cancelled alone.
        Application.EnableCancelKey = xlDisabled
        RunPython "from softenv_xl import buttons; buttons." & button & "()"
        working = False
    End If
    Exit Sub
Failing:
    working = False
    Tell "failed", Err.Description
End Sub

Private Sub WantCancel()
    ' On a Mac Python runs on after the macro has ended, so nobody here knows whether it is at work.
    #If Mac Then
        cancelWanted = True
    #Else
        cancelWanted = working
    #End If
    Application.StatusBar = "softenv-xl: " & Word(IIf(cancelWanted, "cancelling", "idle"))
End Sub

Public Function Cancelled() As Boolean
    ' Python asks this wherever nothing is half done: has somebody pressed Cancel, or Esc, since the press began?
    On Error GoTo Interrupted
    Application.EnableCancelKey = xlErrorHandler
    DoEvents ' lets a click on Cancel arrive
    Application.EnableCancelKey = xlDisabled
    Cancelled = cancelWanted
    Exit Function
Interrupted:
    Application.EnableCancelKey = xlDisabled
    cancelWanted = True
    Cancelled = True
End Function

Public Sub Tell(key As String, Optional value As String = "")
    ' One sentence in the status bar and in a message box.
    Dim sentence As String
    sentence = Replace(Word(key), "{value}", value)
    Application.StatusBar = "softenv-xl: " & sentence
    #If Mac Then
        MsgBox sentence, vbExclamation, "softenv-xl"
    #Else
        ' VBA's own message box shows Chinese as question marks where the system's language is another one.
        WScript.Popup sentence, 0, "softenv-xl", vbExclamation
    #End If
End Sub

Public Function Word(key As String, Optional column As Long = 2) As String
    ' The words for a key, by the language of the program; an error for an unknown key.
    ' `column` is that of the Chinese words; the English ones stand to the right of it.
    Dim row As Long
    row = 1
    With ThisWorkbook.Worksheets("Words")
        Do Until .Cells(row, 1).Value = key
            If .Cells(row, 1).Value = "" Then Err.Raise 5, , key
            row = row + 1
        Loop
        Word = .Cells(row, IIf(InChinese(), column, column + 1)).Value
    End With
End Function

Private Function InChinese() As Boolean
    Dim language As Long
    On Error Resume Next ' not every Excel for Mac tells the language of its menus; the country is told everywhere
    language = Application.LanguageSettings.LanguageID(msoLanguageIDUI)
    On Error GoTo 0
    If language = 0 Then
        InChinese = (Application.International(xlCountryCode) = 86)
    Else
        InChinese = ((language And &H3FF) = &H4)
    End If
End Function

Private Function CanBePassed(bookName As String) As Boolean
    ' xlwings cuts the file's name at "=", and its script for a Mac at "|".
    CanBePassed = (InStr(bookName, "=") = 0)
    #If Mac Then
        If InStr(bookName, "|") > 0 Then CanBePassed = False
    #End If
End Function

' What the ribbon calls.

Public Sub RibbonLoaded(ribbon As IRibbonUI)
    Set shownRibbon = ribbon
End Sub

Public Sub RibbonStale()
    ' Another workbook is in front: ask again which buttons make sense.
    If Not shownRibbon Is Nothing Then shownRibbon.Invalidate
End Sub

Public Sub RibbonPressed(control As IRibbonControl)
    Press control.ID
End Sub

Public Sub RibbonLabel(control As IRibbonControl, ByRef label As Variant)
    label = Word(control.ID)
End Sub

Public Sub RibbonTip(control As IRibbonControl, ByRef tip As Variant)
    tip = Word(control.ID, 4)
End Sub

Public Sub RibbonEnabled(control As IRibbonControl, ByRef enabled As Variant)
    ' A button's tag names the kinds of workbook that it is for.
    enabled = False
    On Error Resume Next ' a workbook in protected view tells nothing about itself: its buttons stay grey
    enabled = (InStr(" " & control.Tag & " ", " " & Kind() & " ") > 0)
End Sub

Private Function Kind() As String
    ' What the workbook in front is, by its tables: control, return, other; none where no workbook is open.
    Dim known As Variant
    If ActiveWorkbook Is Nothing Then
        Kind = "none"
        Exit Function
    End If
    For Each known In Array("control", "return")
        If HasTables(ActiveWorkbook, Split(Word("tables-" & known), " ")) Then
            Kind = known
            Exit Function
        End If
    Next
    Kind = "other"
End Function

Private Function HasTables(book As Workbook, wanted As Variant) As Boolean
    Dim found As Long, sheet As Worksheet, table As ListObject, one As Variant
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            For Each one In wanted
                If LCase$(table.Name) = one Then found = found + 1
            Next
        Next
    Next
    HasTables = (found = UBound(wanted) + 1)
End Function
