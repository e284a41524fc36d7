' A press on the toolbar: runs the user's own Python on the open workbook. What a button does is decided there.
Option Explicit

Const SERVICES = "com.sun.star."
Const PATIENCE = 60000  ' milliseconds that Python gets to answer: a virus scanner may look through it at the first start
Const LISTENING = "+"   ' Python's first word in the note: it is connected. Anything else is a sentence for the user
Const DONE = "."        ' its last one

Const WINDOWS = 1
Const ONLY_ON_A_MAC = "file:///System/Library/CoreServices/SystemVersion.plist"

Global gDoor As Object     ' what listens for Python; once it is there, it stays for the session
Global gPipe As String     ' the name that it listens at
Global gRunning As String  ' the caption of the button that is at work, empty where none is
Global gNote As String     ' the file in which Python answers
Global gBook As Object     ' the workbook on which it is at work
Global gCalculates As Boolean  ' whether that calculated by itself before
Global gCancel As Boolean  ' somebody wants the button that is at work to end

Sub Press(sButton As String, sCaption As String)
	Dim oBook As Object
	oBook = ThisComponent
	If gRunning <> "" Then
		Tell(oBook, Said("busy", gRunning))
		Exit Sub
	End If
	gRunning = sCaption
	gCancel = False
	On Error GoTo Failed
	gBook = oBook
	gCalculates = oBook.isAutomaticCalculationEnabled()
	Tell(oBook, Said("starting", sCaption))
	Dim sPython As String
	sPython = Interpreter()
	If sPython = "" Then
		Refuse(oBook, Said("not-installed", Configuration()))
	ElseIf Not FileExists(ConvertToUrl(sPython)) Then
		Refuse(oBook, Said("no-python", sPython))
	ElseIf Not Listens() Then
		Refuse(oBook, Said("forbidden", ""))
	Else
		gNote = NewNote()
		Shell(Quoted(sPython), 2, "-E -P -m softenv_xl.addin.press " & sButton & " --pipe " & gPipe & _
			" --document " & oBook.RuntimeUID & " --lang " & Language() & " --note " & Quoted(gNote), False)
		Hear(oBook, sPython)
	End If
	Exit Sub
Failed:
	Refuse(oBook, Said("failed", Error$ & " (" & Erl & ")"))
End Sub

Sub WantCancel()
	gCancel = (gRunning <> "")
	Tell(ThisComponent, Said(IIf(gCancel, "cancelling", "idle"), ""))
End Sub

' Python asks this wherever nothing is half done.
Function Cancelled() As Boolean
	Cancelled = gCancel
End Function

' Waits until Python is connected, or says why it isn't. Everybody can go on working meanwhile.
Sub Hear(oBook As Object, sPython As String)
	Dim nUntil As Double, sSaid As String
	nUntil = GetSystemTicks() + PATIENCE
	Do
		Wait 20
		sSaid = ReadFile(gNote)
	Loop While sSaid = "" And GetSystemTicks() < nUntil
	If sSaid = "" Then
		Refuse(oBook, Said("silent", sPython))
	ElseIf Left(sSaid, 1) <> LISTENING Then
		Refuse(oBook, sSaid)
	ElseIf Not Follows() Then
		Ended()
	End If
End Sub

' Whether Python is still connected; then we are told when it goes, however it goes.
Function Follows() As Boolean
	Dim oBridge As Object
	For Each oBridge In createUnoService(SERVICES & "bridge.BridgeFactory").getExistingBridges()
		If InStr(oBridge.getDescription(), gPipe) > 0 Then
			oBridge.addEventListener(createUnoListener("Bridge_", SERVICES & "lang.XEventListener"))
			Follows = True
			Exit Function
		End If
	Next
End Function

' Comes from the bridge's own thread, so what is to be shown waits for the main one.
Sub Bridge_disposing(oEvent)
	createUnoService(SERVICES & "awt.AsyncCallback").addCallback( _
		createUnoListener("Main_", SERVICES & "awt.XCallback"), 0)
End Sub

Sub Main_notify(vNothing)
	Ended()
End Sub

Sub Ended()
	Dim sSaid As String, sButton As String
	sSaid = ReadFile(gNote)
	sButton = gRunning
	Release()
	If InStr(sSaid, DONE) = 0 Then
		PutRight()
		Tell(ThisComponent, Said("broken", sButton))
		MsgBox(Said("broken", sButton), 48, Said("title", sButton))
	End If
End Sub

' Switches on what a Python that was ended in the middle of its writing had off; what Undo knew of is no longer there then.
Sub PutRight()
	On Error Resume Next  ' the workbook may have been closed meanwhile, and most of it was never switched off
	Dim i As Integer
	If gBook.UndoManager.isLocked() Then gBook.UndoManager.clear()
	For i = 1 To 9
		If gBook.hasControllersLocked() Then gBook.unlockControllers()
		If gBook.UndoManager.isLocked() Then gBook.UndoManager.unlock()
	Next
	gBook.enableAutomaticCalculation(gCalculates)
	gBook.IsAdjustHeightEnabled = True
End Sub

Sub Refuse(oBook As Object, sWhy As String)
	Dim sButton As String
	sButton = gRunning
	Release()
	Tell(oBook, sWhy)
	MsgBox(sWhy, 48, Said("title", sButton))
End Sub

Sub Release()
	gRunning = ""
	If gNote <> "" Then
		If FileExists(ConvertToUrl(gNote)) Then Kill(ConvertToUrl(gNote))
		gNote = ""
	End If
End Sub

Sub Tell(oBook As Object, sWords As String)
	On Error Resume Next  ' the workbook may have been closed meanwhile
	oBook.CurrentController.getStatusIndicator().start("softenv-xl: " & sWords, 0)
End Sub

' A pipe for this user alone, of a name that nobody else uses. False where the administrator forbids it.
Function Listens() As Boolean
	If IsNull(gDoor) Then
		Dim i As Integer, oDoor As Object
		Randomize
		gPipe = "softenv-xl-"
		For i = 1 To 8
			gPipe = gPipe & Right("000" & Hex(Int(Rnd() * 65536)), 4)
		Next
		oDoor = createUnoService(SERVICES & "office.Acceptor")
		If Not IsNull(oDoor) Then
			oDoor.initialize(Array("pipe,name=" & gPipe & ";urp;", True))
			gDoor = oDoor
		End If
	End If
	Listens = Not IsNull(gDoor)
End Function

' The user's own configuration, and nothing else: no workbook, and no folder of one, may name the program to run.
Function Interpreter() As String
	Dim sLine As String
	For Each sLine In Split(ReadFile(Configuration()), Chr(10))
		sLine = Trim(Replace(sLine, Chr(13), ""))
		If Left(sLine, 12) = "INTERPRETER=" Then Interpreter = Mid(sLine, 13)
	Next
End Function

Function Configuration() As String
	Dim sFolder As String
	If GetGuiType() = WINDOWS Then
		sFolder = Environ("LOCALAPPDATA")
	ElseIf FileExists(ONLY_ON_A_MAC) Then  ' GetGuiType doesn't tell a Mac from Linux
		sFolder = Environ("HOME") & "/Library/Application Support"
	Else
		sFolder = Environ("XDG_CONFIG_HOME")
		If sFolder = "" Then sFolder = Environ("HOME") & "/.config"
	End If
	Configuration = sFolder & GetPathSeparator() & "softenv-xl" & GetPathSeparator() & "softenv_xl.conf"
End Function

' An empty file that only this user can read.
Function NewNote() As String
	Dim oFile As Object
	oFile = createUnoService(SERVICES & "io.TempFile")
	oFile.RemoveFile = False
	NewNote = ConvertFromUrl(oFile.Uri)
End Function

' The whole file, in UTF-8; empty where there is none.
Function ReadFile(sPath As String) As String
	Dim oFiles As Object, oText As Object, oFile As Object, sAll As String
	oFiles = createUnoService(SERVICES & "ucb.SimpleFileAccess")
	If Not oFiles.exists(ConvertToUrl(sPath)) Then Exit Function
	oFile = oFiles.openFileRead(ConvertToUrl(sPath))
	oText = createUnoService(SERVICES & "io.TextInputStream")
	oText.setInputStream(oFile)
	oText.setEncoding("UTF-8")
	Do While Not oText.isEOF()
		sAll = sAll & IIf(sAll = "", "", Chr(10)) & oText.readLine()
	Loop
	oFile.closeInput()
	ReadFile = sAll
End Function

' One word of a command line; a path that holds both kinds of quotes cannot be said.
Function Quoted(sWord As String) As String
	Dim sQuote As String
	sQuote = IIf(InStr(sWord, Chr(34)) > 0, "'", Chr(34))
	Quoted = sQuote & sWord & sQuote
End Function

' The language of the office's own menus; Chinese or, for everybody else, English.
Function Language() As String
	Dim aWhere(0) As New com.sun.star.beans.PropertyValue, oSettings As Object
	aWhere(0).Name = "nodepath"
	aWhere(0).Value = "/org.openoffice.Setup/L10N"
	oSettings = createUnoService(SERVICES & "configuration.ConfigurationProvider").createInstanceWithArguments( _
		SERVICES & "configuration.ConfigurationAccess", aWhere())
	Language = IIf(Left(oSettings.ooLocale, 2) = "zh", "zh", "en")
End Function
