Attribute VB_Name = "SoftEnvPython"
' Runs Python by the procedures that the module xlwings holds, and turns its failures into a sentence.
'
' The user's own configuration names the interpreter, and nothing else does. xlwings would ask a sheet of the
' workbook in front and a file beside it first: a workbook that came by mail could choose the program that is run.
Option Explicit

Public Sub RunPython(PythonCommand As String)
    ' What xlwings expects before PYTHONPATH: whether the workbook's folder goes into it (never: whoever can write
    ' there could put modules in front of the program's own), and paths that are of use for that alone.
    Dim interpreter As String
    #If Mac Then
        interpreter = GetConfig("INTERPRETER_MAC")
    #Else
        interpreter = GetConfig("INTERPRETER_WIN")
    #End If
    ' A bare name would be looked for in the current folder too, which may be the workbook's.
    If InStr(interpreter, "/") + InStr(interpreter, "\") = 0 Then
        Tell "not-installed", GetConfigFilePath()
        Exit Sub
    End If
    #If Mac Then
        ExecuteMac PythonCommand, interpreter, "false;;;;"
    #Else
        ExecuteWindows False, PythonCommand, interpreter, "false;;;;;"
    #End If
End Sub

Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    ' The value that the user's own configuration has for the key.
    Dim found As String
    GetConfig = default
    If FileExists(GetConfigFilePath()) Then
        If GetConfigFromFile(GetConfigFilePath(), configKey, found) Then GetConfig = found
    End If
    GetConfig = ExpandEnvironmentStrings(GetConfig)
End Function

Public Sub ShowError(logFile As String)
    ' Python ended with an error: its log, which is about to be deleted, is kept, and told where.
    Dim kept As String
    kept = GetDirectory(logFile) & "softenv-xl-failed.log"
    On Error Resume Next
    FileCopy logFile, kept
    On Error GoTo 0
    Tell "crashed", kept
End Sub

Public Sub CleanUp()
    ' On a Mac Python runs on after the macro has ended; this is what it calls at its own end.
    #If Mac Then
        Dim logFile As String
        logFile = Environ("HOME") & "/xlwings.log"
        On Error Resume Next
        If FileLen(logFile) > 0 Then ShowError logFile
        Kill logFile
    #End If
End Sub

Public Function InCmd(text As String) As String
    ' For use between quotation marks on a command line of cmd.exe, which replaces %NAME% even there.
    InCmd = Replace(text, "%", """^%""")
End Function

Public Function InShell(text As String) As String
    ' For use between quotation marks on a command line of a Mac's shell.
    Dim special As Variant
    InShell = text
    For Each special In Array("\", """", "$", "`")
        InShell = Replace(InShell, special, "\" & special)
    Next
End Function
